using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>Deletes what people in queues wrote, once nobody may read it any more. Two nodes that do it at once delete the same rows.</summary>
internal sealed partial class ForgetRegistrations(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ForgetRegistrations> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <returns>How many were deleted.</returns>
    public static async Task<int> RunAsync(RedVestDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owners = await db.Set<Registration>().Where(r => r.ExpiresAt <= now).Select(r => r.Owner).Distinct().ToListAsync(cancellationToken);
        var all = 0;
        foreach (var owner in owners)
        {
            all += await db.WriteAsync(owner, Caller.System.Did("registrations-forgotten"), async write =>
            {
                write.Touches("checkpoints_registration");
                return await db.Set<Registration>().Where(r => r.Owner == owner && r.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
            }, cancellationToken);
        }

        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider.GetRequiredService<RedVestDb>(), clock.GetUtcNow(), stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                Failed(log, failed); // nobody reads them meanwhile; the next round tries again
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Expired registrations could not be deleted.")]
    private static partial void Failed(ILogger log, Exception exception);
}
