using System.Net;
using System.Threading.RateLimiting;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>How often an unknown caller may write. A whole queue may sit behind one address of a telephone network, so the measure is a queue and not a person.</summary>
internal sealed class RegistrationLimits : IDisposable
{
    internal const int AddressAtOnce = 40;
    internal const int PostAtOnce = 300;

    private readonly PartitionedRateLimiter<IPAddress> _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(AddressAtOnce, 10)));

    private readonly PartitionedRateLimiter<Guid> _posts = PartitionedRateLimiter.Create<Guid, Guid>(post =>
        RateLimitPartition.GetTokenBucketLimiter(post, _ => Bucket(PostAtOnce, 100)));

    /// <returns>Null when the caller may ask now; else how long to wait.</returns>
    public TimeSpan? WaitOf(IPAddress? address)
    {
        using var lease = _addresses.AttemptAcquire(address ?? IPAddress.None);
        return Wait(lease);
    }

    /// <inheritdoc cref="WaitOf(IPAddress?)"/>
    public TimeSpan? WaitOf(Guid post)
    {
        using var lease = _posts.AttemptAcquire(post);
        return Wait(lease);
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _posts.Dispose();
    }

    private static TimeSpan? Wait(RateLimitLease lease) =>
        lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(30);

    private static TokenBucketRateLimiterOptions Bucket(int atOnce, int perHalfMinute) => new()
    {
        TokenLimit = atOnce,
        TokensPerPeriod = perHalfMinute,
        ReplenishmentPeriod = TimeSpan.FromSeconds(30),
        QueueLimit = 0,
    };
}
