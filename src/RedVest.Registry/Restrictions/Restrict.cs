using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Restrictions;

/// <summary>What somebody decided about a person, before a second one has looked at it.</summary>
/// <param name="Reason">In words for the person.</param>
public sealed record RestrictionWanted(Guid Person, Guid Trigger, string Measure, string Reason, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>Puts an order on a person and takes it off again.</summary>
public static class Restrict
{
    /// <summary>Why it cannot be put so; null when it can. Looked at when it is proposed, and again when it is approved.</summary>
    public static async Task<string?> RefusalAsync(RedVestDb db, int owner, RestrictionWanted wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Measures.All.Contains(wanted.Measure))
            return "measure-unknown";
        if (wanted.Reason.Trim().Length is < 4 or > Restriction.LongestReason)
            return "restriction-reason-wrong";
        if (!await db.Set<Person>().AnyAsync(p => p.Owner == owner && p.Id == wanted.Person, cancellationToken))
            return "not-found";
        if (await OutbreakAsync(db, owner, now, cancellationToken) is not { } outbreak)
            return "no-outbreak-in-force";
        var trigger = await db.Set<HealthTrigger>().AsNoTracking().SingleOrDefaultAsync(t => t.Owner == owner && t.Id == wanted.Trigger && t.Person == wanted.Person, cancellationToken);
        if (trigger is null || !trigger.IsLiveAt(now))
            return "no-live-trigger";
        return wanted.EndsAt <= wanted.StartsAt || wanted.EndsAt <= now || wanted.StartsAt > now.AddDays(1) || wanted.EndsAt > trigger.LiveUntil || wanted.EndsAt > outbreak.EndsAt
            ? "restriction-period-wrong"
            : null;
    }

    /// <summary>Writes the order, in the transaction of the approval.</summary>
    /// <param name="write">The approval's transaction.</param>
    /// <param name="id">Of the new restriction.</param>
    /// <param name="decidedBy">Who decided.</param>
    /// <param name="decidedAt">When.</param>
    /// <param name="approvedBy">Who approved: somebody else, and not the one whose word the trigger is.</param>
    /// <exception cref="ActRefusedException"><see cref="RefusalAsync"/> says why, or the second person is the first.</exception>
    public static async Task WriteAsync(
        RedVestDb db, WriteTransaction write, Guid id, RestrictionWanted wanted, Guid decidedBy, DateTimeOffset decidedAt, Guid approvedBy, CancellationToken cancellationToken)
    {
        await LockOutbreaksAsync(db, write.Owner, cancellationToken);
        ActRefusedException.ThrowIf(await RefusalAsync(db, write.Owner, wanted, write.At, cancellationToken));
        var recorder = await db.Set<HealthTrigger>().Where(t => t.Owner == write.Owner && t.Id == wanted.Trigger).Select(t => t.RecordedBy).SingleAsync(cancellationToken);
        ActRefusedException.ThrowIf(approvedBy == decidedBy || approvedBy == recorder ? "second-person-needed" : null);
        var outbreak = await OutbreakAsync(db, write.Owner, write.At, cancellationToken);
        db.Add(new Restriction
        {
            Owner = write.Owner,
            Id = id,
            Person = wanted.Person,
            Trigger = wanted.Trigger,
            Outbreak = outbreak!.Id,
            Measure = wanted.Measure,
            Reason = wanted.Reason.Trim(),
            DecidedBy = decidedBy,
            DecidedAt = decidedAt,
            ApprovedBy = approvedBy,
            StartsAt = wanted.StartsAt,
            EndsAt = wanted.EndsAt,
        });
        await db.SaveChangesAsync(cancellationToken);
        await RestrictionStanding.RenewAsync(db, write, [wanted.Person], cancellationToken);
    }

    /// <summary>Lifts an order before its end. One person may do it: freeing somebody needs nobody's leave.</summary>
    /// <exception cref="ActRefusedException">There is none in force by this id.</exception>
    public static async Task LiftAsync(RedVestDb db, Caller me, Guid id, string reason, CancellationToken cancellationToken) =>
        await db.WriteAsync(me.Owner, me.Did("restriction-lifted", id, new { reason }), async write =>
        {
            var restriction = await db.Set<Restriction>().SingleOrDefaultAsync(r => r.Owner == me.Owner && r.Id == id && r.EndedAt == null, cancellationToken)
                ?? throw new ActRefusedException("not-found");
            (restriction.EndedAt, restriction.EndReason, restriction.EndedBy) = (write.At, RestrictionEnds.Lifted, me.Id);
            await db.SaveChangesAsync(cancellationToken);
            await RestrictionStanding.RenewAsync(db, write, [restriction.Person], cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>The outbreak in force; when several are, the one that ends last.</summary>
    internal static async Task<Outbreak?> OutbreakAsync(RedVestDb db, int owner, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Set<Outbreak>().AsNoTracking().Where(o => o.Owner == owner && o.StartsAt <= now && o.EndsAt > now).OrderByDescending(o => o.EndsAt).FirstOrDefaultAsync(cancellationToken);

    /// <summary>An order and the end of its outbreak never pass each other: whoever comes second sees what the first did.</summary>
    internal static async Task LockOutbreaksAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        if (db.Store.Provider == StorageProvider.Postgres) // on SQLite the gate lets in one writer
            await db.Database.ExecuteSqlAsync($"select 1 from registry_outbreak where owner = {owner} order by id for update", cancellationToken);
    }
}
