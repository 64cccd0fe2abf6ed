using System.Diagnostics.Metrics;

namespace RedVest.Kernel.Storage;

/// <summary>How long the disk takes: the COMMIT alone, on both providers.</summary>
internal sealed class StorageMeters(IMeterFactory meters)
{
    public const string MeterName = "RedVest.Storage";

    private readonly Histogram<double> _commit = meters.Create(MeterName).CreateHistogram<double>("redvest.commit.duration", "s", "From sending COMMIT to its answer");

    public void Committed(int owner, TimeSpan taken) => _commit.Record(taken.TotalSeconds, new KeyValuePair<string, object?>("owner", owner));
}
