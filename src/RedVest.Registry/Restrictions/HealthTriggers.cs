using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Restrictions;

/// <summary>Writes triggers and takes them back. Called by the room that saw the evidence, in the transaction that stores it.</summary>
public static class HealthTriggers
{
    /// <summary>Adds a trigger; the same evidence for the same person twice is one trigger.</summary>
    public static async Task<Guid> AddAsync(RedVestDb db, HealthTrigger trigger, CancellationToken cancellationToken)
    {
        var known = await db.Set<HealthTrigger>().AsNoTracking().Where(t => t.Owner == trigger.Owner && t.Source == trigger.Source && t.Evidence == trigger.Evidence
            && t.Kind == trigger.Kind && t.Person == trigger.Person).Select(t => (Guid?)t.Id).SingleOrDefaultAsync(cancellationToken);
        if (known is { } id)
            return id;
        db.Add(trigger);
        return trigger.Id;
    }

    /// <summary>The evidence was wrong: the trigger ends, and every restriction that rests on it.</summary>
    /// <exception cref="ActRefusedException">There is no such trigger, or it was withdrawn before.</exception>
    public static async Task WithdrawAsync(RedVestDb db, Caller me, int owner, Guid id, string reason, CancellationToken cancellationToken) =>
        await db.WriteAsync(owner, me.Did("health-trigger-withdrawn", id, new { reason }), async write =>
        {
            var trigger = await db.Set<HealthTrigger>().SingleOrDefaultAsync(t => t.Owner == owner && t.Id == id, cancellationToken)
                ?? throw new ActRefusedException("trigger-unknown");
            ActRefusedException.ThrowIf(trigger.WithdrawnAt is null ? null : "trigger-withdrawn");
            (trigger.WithdrawnAt, trigger.WithdrawnReason) = (write.At, reason);
            var resting = await db.Set<Restriction>().Where(r => r.Owner == owner && r.Trigger == id && r.EndedAt == null).ToListAsync(cancellationToken);
            foreach (var restriction in resting)
                (restriction.EndedAt, restriction.EndReason, restriction.EndedBy) = (write.At, RestrictionEnds.TriggerWithdrawn, me.Id);
            await db.SaveChangesAsync(cancellationToken);
            await RestrictionStanding.RenewAsync(db, write, [trigger.Person], cancellationToken);
            return true;
        }, cancellationToken);
}
