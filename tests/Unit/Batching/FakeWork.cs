using System.Collections.Concurrent;
using RedVest.Kernel.Batching;

namespace RedVest.Unit.Tests.Batching;

/// <summary>An item adds to a subject's sum; its id is stored once.</summary>
internal sealed record Added(int Id, string Subject, int Amount);

/// <summary>What an item is told: how it went, and the subject's sum after it.</summary>
internal sealed record Told(string Outcome, int Sum);

/// <summary>A database in memory with transactions: a batch that throws leaves nothing behind.</summary>
internal sealed class FakeWork : IBatchWork<Added, Told>
{
    private readonly ConcurrentDictionary<(int Owner, int Id), Told> _stored = new();
    private readonly ConcurrentDictionary<(int Owner, string Subject), int> _sums = new();
    private int _begun;

    public ConcurrentQueue<int[]> Batches { get; } = new();

    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Before a batch decides; may throw or wait.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>After a batch committed; may throw what a broken COMMIT throws.</summary>
    public Action After { get; set; } = () => { };

    public Action BeforeReading { get; set; } = () => { };

    public Func<Exception, BatchFailure> Judges { get; set; } = DatabaseFailure.Judge;

    /// <summary>A defect of the work: it commits and does not say what became of whom.</summary>
    public bool ForgetsOutcomes { get; set; }

    public BatchFailure Judge(Exception failure) => Judges(failure);

    public async Task<IReadOnlyList<Told>> RunAsync(int owner, IReadOnlyList<Added> items, CancellationToken cancellationToken)
    {
        Batches.Enqueue([.. items.Select(item => item.Id)]);
        Interlocked.Increment(ref _begun);
        await Before(owner).WaitAsync(cancellationToken);

        Dictionary<string, int> sums = [];
        List<Told> outcomes = [];
        foreach (var item in items)
        {
            if (_stored.TryGetValue((owner, item.Id), out var earlier))
            {
                outcomes.Add(earlier with { Outcome = "already-stored" });
                continue;
            }

            if (item.Amount < 0) throw new ArithmeticException("Nothing may be taken away.");
            if (!sums.TryGetValue(item.Subject, out var sum)) sum = _sums.GetValueOrDefault((owner, item.Subject));
            sums[item.Subject] = sum += item.Amount;
            outcomes.Add(new Told("stored", sum));
        }

        foreach (var (item, outcome) in items.Zip(outcomes)) _stored.TryAdd((owner, item.Id), outcome);
        foreach (var (subject, sum) in sums) _sums[(owner, subject)] = sum;
        After();
        return ForgetsOutcomes ? [] : outcomes;
    }

    public Task<IReadOnlyList<Told?>> ReadStoredAsync(int owner, IReadOnlyList<Added> items, CancellationToken cancellationToken)
    {
        BeforeReading();
        IReadOnlyList<Told?> read =
            [.. items.Select(item => _stored.TryGetValue((owner, item.Id), out var told) ? told with { Outcome = "already-stored" } : null)];
        return Task.FromResult(read);
    }

    public Told Poisoned(Added item, Exception cause) => new($"refused: {cause.GetType().Name}", 0);
}
