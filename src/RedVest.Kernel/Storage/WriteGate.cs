namespace RedVest.Kernel.Storage;

/// <summary>Who goes first when several want to write to the one SQLite file.</summary>
public enum WriteLane
{
    Lane,
    Bench,
    Office,
    Import,
    Job,
}

/// <summary>
/// One writer at a time, the most urgent lane first, first come first served inside a lane. SQLite has one write lock and no queue:
/// without the gate a long import would make the lane wait in the driver's sleep-and-retry loop.
/// </summary>
public sealed class WriteGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource>[] _waiting =
        [.. Enum.GetValues<WriteLane>().Select(_ => new Queue<TaskCompletionSource>())];
    private bool _taken;

    /// <summary>Waits for the gate. Dispose the pass to open it for the next.</summary>
    public async ValueTask<Pass> EnterAsync(WriteLane lane, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return new Pass(this);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[(int)lane].Enqueue(turn);
        }

        await using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        await turn.Task.ConfigureAwait(false);
        return new Pass(this);
    }

    private void Leave()
    {
        lock (_lock)
        {
            foreach (var queue in _waiting)
            {
                while (queue.TryDequeue(out var turn))
                {
                    if (turn.TrySetResult())
                        return; // still taken, now by the next
                }
            }

            _taken = false;
        }
    }

    public readonly struct Pass(WriteGate? gate) : IDisposable, IEquatable<Pass>
    {
        private readonly WriteGate? _gate = gate;

        public void Dispose() => _gate?.Leave();

        public bool Equals(Pass other) => ReferenceEquals(_gate, other._gate);

        public override bool Equals(object? obj) => obj is Pass other && Equals(other);

        public override int GetHashCode() => _gate?.GetHashCode() ?? 0;

        public static bool operator ==(Pass left, Pass right) => left.Equals(right);

        public static bool operator !=(Pass left, Pass right) => !left.Equals(right);
    }
}
