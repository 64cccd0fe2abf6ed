using Microsoft.Extensions.Logging;

namespace RedVest.Kernel.Batching;

/// <summary>What waits for one owner, and the one worker that takes it; the worker exists only while something waits.</summary>
internal sealed class OwnerQueue<TItem, TOutcome>(BatcherParts<TItem, TOutcome> parts, int owner)
    where TOutcome : class
{
    private static readonly TimeSpan StoppingRetry = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new(); // held for a few instructions, never while awaiting
    private readonly Queue<Waiting<TItem, TOutcome>> _waiting = new();
    private readonly Batch<TItem, TOutcome> _batch = new();
    private readonly Pace _pace = new();
    private long _weight;
    private bool _isWorking;
    private long _batchSince;
    private Task _worker = Task.CompletedTask;

    public int Owner => owner;

    public long Weight => Volatile.Read(ref _weight);

    public ValueTask<BatchAnswer<TOutcome>> SubmitAsync(TItem item, int weight)
    {
        var now = parts.Clock.GetTimestamp();
        lock (_gate)
        {
            if (parts.IsStopping) return Busy(StoppingRetry);
            // Where nothing waits, nobody is sent away: only a batch that runs can teach that a slow one was an exception.
            var wait = _isWorking ? ExpectedWait(weight) : TimeSpan.Zero;
            if (wait > parts.Options.MaxWait || (_weight > 0 && _weight + weight > parts.Options.MaxQueueWeight)) return Busy(wait);

            var caller = parts.Pool.Take();
            var answer = caller.Begin(item, weight, now); // before the worker can see it
            _waiting.Enqueue(caller);
            _weight += weight;
            if (!_isWorking)
            {
                _isWorking = true;
                _batchSince = now;
                _worker = parts.StartWorker(WorkAsync);
            }
            return answer;
        }
    }

    /// <summary>Ends when nothing waits any more. Only after the batcher began to stop.</summary>
    public Task DrainAsync()
    {
        lock (_gate) return _worker;
    }

    private async Task WorkAsync()
    {
        while (TryTakeBatch(out var since, out var first))
        {
            try
            {
                var run = new BatchRun<TItem, TOutcome>(parts, owner, _batch, parts.Abandoned);
                await run.SettleAsync();
                var taken = parts.Clock.GetElapsedTime(since);
                if (run.WentSmoothly) Learn(taken);
                parts.Meters.Batch(owner, _batch.Weight, taken, parts.Clock.GetElapsedTime(first, since));
            }
            catch (Exception defect)
            {
                // Not an item's fault (those are judged in the run): ours. The callers hear a server error; the worker goes on.
                parts.Log.LogError(defect, "{Batcher}: the batcher stumbled for {Owner}", parts.Name, owner);
                _batch.Fail(defect);
            }
            await parts.GiveWayAsync();
        }
    }

    /// <returns>False when nothing waits. The next caller then starts a new worker, so this one must not touch the batch again.</returns>
    private bool TryTakeBatch(out long since, out long first)
    {
        _batch.Clear();
        first = since = parts.Clock.GetTimestamp();
        lock (_gate)
        {
            while (_waiting.TryPeek(out var caller) && (_batch.Count == 0 || _batch.Weight + caller.Weight <= parts.Options.MaxBatchWeight))
            {
                if (_batch.Count == 0) first = caller.Since;
                _batch.Add(_waiting.Dequeue());
                _weight -= caller.Weight;
            }

            _batchSince = since;
            return _isWorking = _batch.Count > 0;
        }
    }

    private void Learn(TimeSpan taken)
    {
        lock (_gate) _pace.Learn(_batch.Weight, taken);
    }

    /// <summary>What a newcomer would wait for those before it, itself, and the batch under way.</summary>
    private TimeSpan ExpectedWait(int weight)
    {
        var ahead = _weight + weight;
        var batches = (int)((ahead + parts.Options.MaxBatchWeight - 1) / parts.Options.MaxBatchWeight);
        var wait = _pace.Expect(batches, ahead);
        // A batch that hangs (the database is away) says more than the pace of better days.
        return _isWorking && parts.Clock.GetElapsedTime(_batchSince) is var running && running > wait ? running : wait;
    }

    private ValueTask<BatchAnswer<TOutcome>> Busy(TimeSpan retryAfter)
    {
        parts.Meters.Busy(owner, 1);
        return ValueTask.FromResult(BatchAnswer<TOutcome>.Busy(retryAfter));
    }
}
