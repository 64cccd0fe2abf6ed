using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>One loop with every link of its chain, and whom it climbed to. Who looked is in the audit.</summary>
public static class ShowLoop
{
    /// <param name="Links">In the order they happened; those of what it rode in are among them.</param>
    public sealed record Answer(ListLoops.Row Loop, IReadOnlyList<Said> Links, IReadOnlyList<Climbed> Escalations);

    /// <param name="Step">offered, expected, taken, returned, moved, boarded, alighted, handed-over, ended.</param>
    /// <param name="Carried">It was said of what this one rode in.</param>
    /// <param name="By">Who recorded it; null: the program, or a device on which nobody said who was there.</param>
    public sealed record Said(
        DateTimeOffset At, string Step, string? Reason, string? Stage, string? Next, DateTimeOffset? DueAt, LoopCustodian? Giver, LoopCustodian? Taker, string? By, bool Estimated, bool Carried);

    public sealed record Climbed(DateTimeOffset At, DateTimeOffset DueAt, int Level, string Told);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, Caller me, LoopRows rows, IPosts posts, ICustodianNames custodians, TimeProvider clock, CancellationToken cancellationToken)
    {
        var seen = (await LoopPlaces.SeenByAsync(me, posts, cancellationToken)).Keys.ToArray();
        if (await db.Set<Loop>().AsNoTracking().SingleOrDefaultAsync(l => l.Owner == me.Owner && l.Id == id && seen.Contains(l.Place), cancellationToken) is not { } loop)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("loop-viewed", id, new { loop.Kind }), () => { }, cancellationToken);
        var links = LoopLink.InOrder(await OpenLoops.LinksAsync(db, me.Owner, id, cancellationToken)).ToList();
        var climbed = await db.Set<LoopEscalation>().AsNoTracking().Where(e => e.Owner == me.Owner && e.Loop == id).ToListAsync(cancellationToken);
        var names = await custodians.OfAsync(me.Owner, [.. links.SelectMany(l => new[] { l.Giver, l.Taker, ByOf(l) }).OfType<string>().Distinct()], cancellationToken);
        return TypedResults.Ok(new Answer(
            (await rows.OfAsync(me.Owner, [loop], clock.Now(), cancellationToken))[0],
            [.. links.Select(l => new Said(l.At, l.Step, l.Reason, l.Stage, l.Next, l.DueAt, LoopRows.CustodianOf(l.Giver, names), LoopRows.CustodianOf(l.Taker, names),
                ByOf(l) is { } by ? names.GetValueOrDefault(by) : null, l.Estimated, l.Loop != id))],
            [.. climbed.OrderBy(e => e.At).ThenBy(e => e.Level).Select(e => new Climbed(e.At, e.DueAt, e.Level, e.Told))]));
    }

    private static string? ByOf(LoopLink link) => link.Officer is { } officer ? Custodians.Staff(officer) : link.ByUser is { } user ? Custodians.User(user) : null;
}
