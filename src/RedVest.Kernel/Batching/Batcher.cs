using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RedVest.Kernel.Batching;

/// <summary>
/// The hot path. Callers' items wait in one bounded queue an owner; one worker an owner takes what is there, and every caller is
/// answered after the commit. No timers: a lone item goes at once, and a rush makes the batches big by itself.
/// </summary>
public sealed class Batcher<TItem, TOutcome> : IHostedService, IAsyncDisposable
    where TOutcome : class
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, OwnerQueue<TItem, TOutcome>> _queues = new();
    private readonly BatcherParts<TItem, TOutcome> _parts;
    private readonly Func<int, OwnerQueue<TItem, TOutcome>> _newQueue;
    private bool _isDisposed;

    /// <param name="name">For metrics and logs, e.g. <c>sync-push</c>.</param>
    public Batcher(
        string name, IBatchWork<TItem, TOutcome> work, BatcherOptions options, TimeProvider clock, IMeterFactory meters,
        ILogger<Batcher<TItem, TOutcome>> log)
    {
        _parts = new BatcherParts<TItem, TOutcome>(name, work, options, clock, new BatchMeters(name, meters, Queued), log);
        _newQueue = owner => new OwnerQueue<TItem, TOutcome>(_parts, owner);
    }

    /// <summary>Puts an item into its owner's queue and answers after its commit, or at once that it would wait too long.</summary>
    /// <param name="owner">Whose item it is; from the caller's credentials, never from the item, for each owner keeps its queue.</param>
    /// <param name="weight">How much of a batch the item takes, at least 1; e.g. the records of a push.</param>
    /// <param name="cancellationToken">
    /// Asked only before the item is queued: a caller that goes away later cancels nothing, and its resend is told "already stored".
    /// </param>
    /// <returns>To be awaited exactly once.</returns>
    public ValueTask<BatchAnswer<TOutcome>> SubmitAsync(int owner, TItem item, int weight, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<BatchAnswer<TOutcome>>(cancellationToken)
            : _queues.GetOrAdd(owner, _newQueue).SubmitAsync(item, weight);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets nobody new in and finishes the queues. When the host will wait no longer, the rest is answered "later".</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _parts.BeginStopping();
        var drained = Task.WhenAll(_queues.Values.Select(queue => queue.DrainAsync()));
        try
        {
            await drained.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _parts.AbandonAsync();
            await drained.WaitAsync(LastMoment, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        using var noMore = new CancellationTokenSource(LastMoment);
        await StopAsync(noMore.Token);
        // Work that hangs still holds its thread and its token: leave them to the end of the process.
        if (_queues.Values.All(queue => queue.DrainAsync().IsCompleted)) _parts.Dispose();
    }

    private IEnumerable<Measurement<long>> Queued() =>
        _queues.Values.Select(queue => new Measurement<long>(queue.Weight, BatchMeters.Owner(queue.Owner)));
}
