using System.Threading.Tasks.Sources;
using Microsoft.Extensions.ObjectPool;

namespace RedVest.Kernel.Batching;

/// <summary>One caller and its item, from the queue to the answer. Taken from a pool and given back when the caller has read its answer.</summary>
/// <remarks>After <see cref="Answer"/> it belongs to somebody else: the answering side must forget it.</remarks>
internal sealed class Waiting<TItem, TOutcome>(ObjectPool<Waiting<TItem, TOutcome>> pool) : IValueTaskSource<BatchAnswer<TOutcome>>
    where TOutcome : class
{
    private ManualResetValueTaskSourceCore<BatchAnswer<TOutcome>> _core = new() { RunContinuationsAsynchronously = true };

    public TItem Item { get; private set; } = default!; // set by Begin, before anyone sees it

    public int Weight { get; private set; }

    public long Since { get; private set; }

    public ValueTask<BatchAnswer<TOutcome>> Begin(TItem item, int weight, long since)
    {
        (Item, Weight, Since) = (item, weight, since);
        return new ValueTask<BatchAnswer<TOutcome>>(this, _core.Version);
    }

    public void Answer(BatchAnswer<TOutcome> answer) => _core.SetResult(answer);

    public void Fail(Exception failure) => _core.SetException(failure);

    public BatchAnswer<TOutcome> GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Item = default!;
            _core.Reset();
            pool.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}

internal sealed class WaitingPool<TItem, TOutcome> : PooledObjectPolicy<Waiting<TItem, TOutcome>>
    where TOutcome : class
{
    private readonly DefaultObjectPool<Waiting<TItem, TOutcome>> _pool;

    public WaitingPool(int kept) => _pool = new DefaultObjectPool<Waiting<TItem, TOutcome>>(this, kept);

    public Waiting<TItem, TOutcome> Take() => _pool.Get();

    public override Waiting<TItem, TOutcome> Create() => new(_pool);

    public override bool Return(Waiting<TItem, TOutcome> obj) => true;
}
