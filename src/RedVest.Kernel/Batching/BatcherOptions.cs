namespace RedVest.Kernel.Batching;

/// <summary>How much one batcher takes at once, and when it says "later".</summary>
public sealed record BatcherOptions
{
    /// <summary>The weight at which a batch is full. A heavier item goes alone.</summary>
    public int MaxBatchWeight { get; init; } = 512;

    /// <summary>The weight that may wait for one owner, whatever the pace.</summary>
    public int MaxQueueWeight { get; init; } = 20_000;

    /// <summary>The expected wait above which a caller is sent away at once.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the re-reading after a broken COMMIT is tried before the callers are asked to come back.</summary>
    public TimeSpan MaxRecovery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// True where the database works synchronously under its async names (SQLite): all owners' work then runs on one thread of
    /// its own, in turns, and holds no thread of the pool (but after a real wait with ConfigureAwait(false), until the batch ends). Such
    /// work must not block on a task of its own.
    /// </summary>
    public bool OwnThread { get; init; }
}
