using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Every minute climbs the ladders of what is overdue; once a day counts every owner's loops from both sources.</summary>
internal sealed class LoopJob(Store store, Escalate escalate, CountLoops count, TimeProvider clock, ILogger<LoopJob> log) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everyMinute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await WaitAsync(everyMinute, stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await escalate.RunAsync(clock.Now(), stoppingToken).ConfigureAwait(false);
                await CountDueAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("Looking after loops failed with {Exception}; the next minute tries again.", broken.GetType().Name);
            }
        }
    }

    /// <summary>Counts those whose last count is a day old.</summary>
    internal async Task CountDueAsync(CancellationToken cancellationToken)
    {
        var since = clock.Now() - Day;
        await using var db = store.OpenDb();
        var due = await db.Set<OwnerState>().AsNoTracking()
            .Where(o => db.Set<Loop>().Any(l => l.Owner == o.Owner) && !db.Set<LoopBalance>().Any(b => b.Owner == o.Owner && b.At > since))
            .Select(o => o.Owner).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var owner in due)
        {
            await count.RunAsync(owner, good => new AuditEntry(CallerKinds.System, null, "loops-counted", null,
                JsonSerializer.Serialize(new { good }, JsonSerializerOptions.Web)), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
