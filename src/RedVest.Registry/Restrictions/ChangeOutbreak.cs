using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Restrictions;

/// <summary>Renews an outbreak, or closes it before its end. Two heads, a published reason; at the close every restriction under it ends in the same transaction.</summary>
public static class ChangeOutbreak
{
    /// <summary>Why it cannot end then; null when it can.</summary>
    /// <param name="until">Its new end; <paramref name="now"/> closes it.</param>
    public static string? Refusal(Outbreak outbreak, DateTimeOffset until, string reason, DateTimeOffset now) =>
        reason.Trim().Length is < 4 or > OutbreakRenewal.LongestReason ? "outbreak-reason-wrong"
        : outbreak.EndsAt <= now ? "outbreak-over"
        : until <= outbreak.EndsAt && until != now ? "period-wrong"
        : until - now > Outbreak.LongestPeriod ? "outbreak-too-long"
        : null;

    /// <summary>Writes the new end, in the transaction of the second head's word.</summary>
    /// <exception cref="ActRefusedException"><see cref="Refusal"/> says why, or the second head is the first.</exception>
    public static async Task WriteAsync(
        RedVestDb db, WriteTransaction write, Guid id, DateTimeOffset until, string reason, Guid decidedBy, Guid approvedBy, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(decidedBy == approvedBy ? "second-person-needed" : null);
        await Restrict.LockOutbreaksAsync(db, write.Owner, cancellationToken);
        var outbreak = await db.Set<Outbreak>().SingleOrDefaultAsync(o => o.Owner == write.Owner && o.Id == id, cancellationToken) ?? throw new ActRefusedException("not-found");
        ActRefusedException.ThrowIf(Refusal(outbreak, until, reason, write.At));
        db.Add(new OutbreakRenewal(write.Owner, write.Store.Clock.NewId(), id, outbreak.EndsAt, until, reason.Trim(), decidedBy, approvedBy, write.At));
        var closes = until == write.At;
        outbreak.EndsAt = until;
        if (closes)
            outbreak.ClosedAt = write.At;
        else
            outbreak.RenewedAt = write.At;
        var running = await db.Set<Restriction>().Where(r => r.Owner == write.Owner && r.Outbreak == id && r.EndedAt == null && r.EndsAt > write.At).ToListAsync(cancellationToken);
        foreach (var restriction in running.Where(_ => closes))
            (restriction.EndedAt, restriction.EndReason, restriction.EndedBy) = (write.At, RestrictionEnds.OutbreakOver, approvedBy);
        await db.SaveChangesAsync(cancellationToken);
        write.RaiseRevision();
        await RestrictionStanding.RenewAsync(db, write, [.. running.Select(r => r.Person).Distinct()], cancellationToken);
    }
}
