using System.Diagnostics.Metrics;

namespace RedVest.Kernel.Batching;

/// <summary>What can be watched of one batcher. Every figure carries the batcher's name and the owner.</summary>
internal sealed class BatchMeters
{
    public const string MeterName = "RedVest.Batching";

    private readonly Histogram<int> _weight;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _busy;
    private readonly Counter<long> _poisoned;
    private readonly Counter<long> _unknown;

    public BatchMeters(string name, IMeterFactory meters, Func<IEnumerable<Measurement<long>>> queued)
    {
        var meter = meters.Create(new MeterOptions(MeterName) { Tags = [new("batcher", name)] });
        meter.CreateObservableGauge("redvest.batch.queued", queued, "{weight}", "Weight that waits");
        _weight = meter.CreateHistogram<int>("redvest.batch.weight", "{weight}", "Weight of one batch");
        _duration = meter.CreateHistogram<double>("redvest.batch.duration", "s", "From the batch's read to its last answer");
        _wait = meter.CreateHistogram<double>("redvest.batch.wait", "s", "How long the batch's first item had waited");
        _busy = meter.CreateCounter<long>("redvest.batch.busy", "{item}", "Items asked to come back later");
        _poisoned = meter.CreateCounter<long>("redvest.batch.poisoned", "{item}", "Items that failed alone");
        _unknown = meter.CreateCounter<long>("redvest.batch.commit_unknown", "{batch}", "Commits whose answer did not come");
    }

    public void Batch(int owner, int weight, TimeSpan taken, TimeSpan waited)
    {
        var tag = Owner(owner);
        _weight.Record(weight, tag);
        _duration.Record(taken.TotalSeconds, tag);
        _wait.Record(waited.TotalSeconds, tag);
    }

    public void Busy(int owner, int items) => _busy.Add(items, Owner(owner));

    public void Poisoned(int owner) => _poisoned.Add(1, Owner(owner));

    public void CommitUnknown(int owner) => _unknown.Add(1, Owner(owner));

    public static KeyValuePair<string, object?> Owner(int owner) => new("owner", owner);
}
