using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>One passage with everything that explains it. Looking is itself an act: who looked is in the audit before anything is shown.</summary>
internal static class ShowPassage
{
    internal static async Task<Results<Ok<PassageDetail>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, LaneReader reader, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (await PassageRows.FindAsync(db, book, me, id, cancellationToken) is not { } passage)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("passage-viewed", id), () => { }, cancellationToken);
        var parts = await ReadAsync(db, book, reader, passage, clock.Now(), cancellationToken);
        return TypedResults.Ok(PassageDetail.Of(PassageRow.Of(passage, book, parts.Occupants.Select(o => o.Name)), parts));
    }

    private static async Task<PassageParts> ReadAsync(
        RedVestDb db, OwnerBook book, LaneReader reader, Passage passage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = passage.Owner;
        var occupants = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == owner && o.Passage == passage.Id).OrderBy(o => o.N).ToListAsync(cancellationToken);
        var persons = occupants.Select(o => o.Person).OfType<Guid>().ToArray();
        var events = await PassageEvents.ReadAsync(db, reader, passage, cancellationToken);
        return new PassageParts(
            passage,
            occupants,
            events,
            book.Pack(passage.PackId, passage.PackVersion)?.Rules,
            passage.Vehicle is { } vehicle ? await db.Set<Vehicle>().AsNoTracking().SingleOrDefaultAsync(v => v.Owner == owner && v.Id == vehicle, cancellationToken) : null,
            await db.Set<Standing>().AsNoTracking()
                .Where(s => s.Owner == owner && persons.Contains(s.Person) && (s.ValidTo == null || s.ValidTo > now)).OrderBy(s => s.Facet).ToListAsync(cancellationToken),
            await db.Set<ReleasedWhileRestricted>().AsNoTracking().Where(r => r.Owner == owner && r.Passage == passage.Id).OrderBy(r => r.N).ToListAsync(cancellationToken),
            await NamesAsync(db, owner, events, cancellationToken))
        {
            Gate = book.Gates.Find(passage.GateId, passage.GateVersion),
            Doubts = await db.Set<Doubt>().AsNoTracking().Where(d => d.Owner == owner && d.Passage == passage.Id).OrderBy(d => d.N).ThenBy(d => d.OtherAt).ToListAsync(cancellationToken),
        };
    }

    /// <summary>Who recorded: staff are named by the lane, users by the office.</summary>
    private static async Task<Dictionary<Guid, string>> NamesAsync(RedVestDb db, int owner, PassageEvents events, CancellationToken cancellationToken)
    {
        var officers = events.All.Select(e => e.Officer).OfType<Guid>().Distinct().ToArray();
        var users = events.All.Select(e => e.ByUser).OfType<Guid>().Distinct().ToArray();
        var staff = await db.Set<StaffMember>().Where(s => s.Owner == owner && officers.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var known = await db.Set<User>().Where(u => u.Owner == Owners.Installation && users.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancellationToken);
        return staff.Concat(known).ToDictionary(n => n.Id, n => n.Name);
    }
}
