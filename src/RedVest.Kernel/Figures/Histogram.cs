namespace RedVest.Kernel.Figures;

/// <summary>Counts in buckets of one fixed width, so that those of lanes, posts and days can be added and percentiles taken of the sum.</summary>
public sealed class Histogram(int bucketWidth)
{
    private readonly SortedDictionary<int, long> _counts = [];

    /// <summary>Width of a bucket, in the unit of what is measured.</summary>
    public int BucketWidth => bucketWidth;

    public long Count { get; private set; }

    /// <param name="bucket">Value divided by the width, rounded down.</param>
    /// <param name="count">How many fell into it.</param>
    public void Add(int bucket, long count)
    {
        _counts[bucket] = _counts.GetValueOrDefault(bucket) + count;
        Count += count;
    }

    public void Add(Histogram other)
    {
        if (other.BucketWidth != bucketWidth)
            throw new ArgumentException("Histograms of different bounds cannot be added.", nameof(other));
        foreach (var (bucket, count) in other._counts)
            Add(bucket, count);
    }

    /// <summary>
    /// The value below which a share of the counts lies, interpolated inside its bucket: off by less than one width. Null when nothing was counted.
    /// </summary>
    /// <param name="share">Above 0, at most 1: 0.9 is P90.</param>
    public double? Percentile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var wanted = share * Count;
        var before = 0L;
        foreach (var (bucket, count) in _counts)
        {
            if (before + count >= wanted)
                return (bucket + ((wanted - before) / count)) * bucketWidth;
            before += count;
        }

        return null;
    }
}
