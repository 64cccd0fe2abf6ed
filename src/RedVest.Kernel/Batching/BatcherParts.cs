using Microsoft.Extensions.Logging;

namespace RedVest.Kernel.Batching;

/// <summary>What the queues of one batcher share.</summary>
internal sealed class BatcherParts<TItem, TOutcome>(
    string name, IBatchWork<TItem, TOutcome> work, BatcherOptions options, TimeProvider clock, BatchMeters meters, ILogger log) : IDisposable
    where TOutcome : class
{
    private readonly WriterThread? _thread = options.OwnThread ? new WriterThread($"batcher {name}") : null;
    private readonly CancellationTokenSource _abandoned = new();
    private volatile bool _isStopping;

    public string Name => name;
    public IBatchWork<TItem, TOutcome> Work => work;
    public BatcherOptions Options => options;
    public TimeProvider Clock => clock;
    public BatchMeters Meters => meters;
    public ILogger Log => log;
    public WaitingPool<TItem, TOutcome> Pool { get; } = new(Math.Min(options.MaxQueueWeight, 4096));

    /// <summary>Nobody new is let in.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Cancelled when the host will wait no longer: what has not run is answered "later".</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    public void BeginStopping() => _isStopping = true;

    public Task AbandonAsync() => _abandoned.CancelAsync();

    public Task StartWorker(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _thread ?? TaskScheduler.Default).Unwrap();

    /// <summary>On the one thread the owners take turns; on the pool they do not meet.</summary>
    public async ValueTask GiveWayAsync()
    {
        if (_thread is not null) await Task.Yield();
    }

    public void Dispose()
    {
        _thread?.Dispose();
        _abandoned.Dispose();
    }
}
