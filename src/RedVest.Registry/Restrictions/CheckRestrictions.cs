using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Restrictions;

/// <summary>
/// Every night, and at start, each restriction that counts is held against its evidence anew. What rests on nothing is not lifted in silence, and not
/// kept in silence either: its trigger is withdrawn, the person is free, and the audit and the front page say so.
/// </summary>
public sealed class CheckRestrictions(Store store, IEnumerable<IHealthEvidence> rooms, TimeProvider clock, ILogger<CheckRestrictions> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Pace, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError("Checking restrictions against their evidence failed with {Exception}; tomorrow it is tried again.", broken.GetType().Name);
            }
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks at all owners.</summary>
    /// <returns>How many triggers rested on nothing.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var without = 0;
        await using var db = store.OpenDb();
        foreach (var owner in await db.Set<OwnerState>().Where(o => o.Owner != Owners.Installation).Select(o => o.Owner).ToListAsync(cancellationToken))
        {
            foreach (var trigger in await WithoutEvidenceAsync(db, owner, cancellationToken))
            {
                await HealthTriggers.WithdrawAsync(db, Caller.System, owner, trigger, "evidence-gone", cancellationToken);
                without++;
            }
        }

        if (without > 0)
            log.LogError("{Count} health triggers had no evidence any more; what rested on them has ended.", without);
        return without;
    }

    /// <summary>The live triggers of running restrictions that no room vouches for.</summary>
    private async Task<List<Guid>> WithoutEvidenceAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var used = await db.Set<HealthTrigger>().AsNoTracking()
            .Where(t => t.Owner == owner && t.WithdrawnAt == null && db.Set<Restriction>().Any(r => r.Owner == owner && r.Trigger == t.Id && r.EndedAt == null && r.EndsAt > now))
            .ToListAsync(cancellationToken);
        var holding = new HashSet<Guid>();
        foreach (var source in used.GroupBy(t => t.Source))
        {
            if (rooms.SingleOrDefault(r => r.Source == source.Key) is { } room)
                holding.UnionWith(await room.HoldingAsync(db, owner, [.. source], cancellationToken));
        }

        return [.. used.Where(t => !holding.Contains(t.Id)).Select(t => t.Id)];
    }
}
