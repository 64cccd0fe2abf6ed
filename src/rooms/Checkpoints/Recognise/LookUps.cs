using System.Threading.RateLimiting;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;

namespace RedVest.Checkpoints.Recognise;

/// <summary>How often one device may ask who somebody is: the pace of a busy lane with a bus before it, not of somebody who tries numbers.</summary>
internal sealed class LookUps : IDisposable
{
    internal const int AtOnce = 120;

    private readonly PartitionedRateLimiter<KnownDevice> _limiter = PartitionedRateLimiter.Create<KnownDevice, Guid>(device => device.Kind == Device.Drill
        ? RateLimitPartition.GetNoLimiter(device.Id) // a day in a minute, of people who are made up
        : RateLimitPartition.GetTokenBucketLimiter(device.Id, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = 10,
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            QueueLimit = 0,
        }));

    /// <returns>Null when the device may ask now; else how long it has to wait.</returns>
    public TimeSpan? WaitOf(KnownDevice device)
    {
        using var lease = _limiter.AttemptAcquire(device);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(10);
    }

    public void Dispose() => _limiter.Dispose();
}
