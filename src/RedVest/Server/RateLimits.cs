using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;

namespace RedVest;

/// <summary>
/// Slows down guessing. Only what an unknown caller may ask is limited, per address; a whole checkpoint may sit behind one address,
/// so the measure is a shift change at a big post, not a person.
/// </summary>
internal static class RateLimits
{
    private static readonly string[] Guessable = ["/api/v1/sign-in", "/api/v1/devices/enrol", "/api/v1/devices/challenge", "/api/v1/devices/session"];

    internal static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => IsGuessable(context.Request)
            ? RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress ?? IPAddress.None, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 60,
                TokensPerPeriod = 10,
                ReplenishmentPeriod = TimeSpan.FromSeconds(10),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter(IPAddress.None));
        limits.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(ServerProblems.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too-many-requests"));
        };
    });

    private static bool IsGuessable(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && Array.Exists(Guessable, address => request.Path.Equals(address, StringComparison.OrdinalIgnoreCase));
}
