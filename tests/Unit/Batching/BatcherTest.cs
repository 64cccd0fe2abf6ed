using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RedVest.Kernel.Batching;

namespace RedVest.Unit.Tests.Batching;

/// <summary>A batcher over the fake database, a clock that stands still, and a first batch that can be held while others queue up.</summary>
public abstract class BatcherTest : IAsyncDisposable
{
    protected const int Yuci = 140702, Pingyao = 140728;

    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(60); // so that an answer that never comes fails a test instead of hanging it

    private readonly List<Batcher<Added, Told>> _batchers = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal FakeWork Work { get; } = new();

    protected FakeTimeProvider Clock { get; } = new();

    protected ServiceProvider Services { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        foreach (var batcher in _batchers) await batcher.DisposeAsync();
        await Services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Batcher<Added, Told> A_batcher(BatcherOptions? options = null)
    {
        var batcher = new Batcher<Added, Told>(
            "test", Work, options ?? new(), Clock, Services.GetRequiredService<IMeterFactory>(), NullLogger<Batcher<Added, Told>>.Instance);
        _batchers.Add(batcher);
        return batcher;
    }

    internal static Task<BatchAnswer<Told>> SubmitAsync(Batcher<Added, Told> batcher, Added item, int weight = 1) =>
        batcher.SubmitAsync(Yuci, item, weight, Stop).AsTask().WaitAsync(TooLong, Stop);

    /// <summary>Submits the first and, once its batch has begun, the others.</summary>
    internal async Task<Task<BatchAnswer<Told>>[]> SubmitBehindTheFirstAsync(
        Batcher<Added, Told> batcher, IEnumerable<Added> items, Func<Added, int>? weight = null)
    {
        List<Task<BatchAnswer<Told>>> answers = [];
        foreach (var item in items)
        {
            answers.Add(SubmitAsync(batcher, item, weight?.Invoke(item) ?? 1));
            if (answers.Count == 1) await BegunAsync(1);
        }

        return [.. answers];
    }

    /// <summary>The next batch waits for the gate before it decides; later ones do not.</summary>
    protected TaskCompletionSource HoldTheNextBatch()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Work.Before;
        Work.Before = _ =>
        {
            Work.Before = before;
            return gate.Task;
        };
        return gate;
    }

    protected async Task BegunAsync(int batches)
    {
        while (Work.Begun < batches) await Task.Delay(1, Stop);
    }

    protected async Task<T> MovingTheClockAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(1, Stop);
        }

        return await task;
    }
}
