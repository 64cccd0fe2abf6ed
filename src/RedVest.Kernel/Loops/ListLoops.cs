using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>The one board of all open loops the caller sees: overdue first, then by what is due next.</summary>
public static class ListLoops
{
    private const int Most = 200;

    /// <param name="Rows">At most 200, the most urgent first.</param>
    /// <param name="Counts">Of all kinds, before the filters of kind and state; none left out.</param>
    /// <param name="Total">How many the filter finds.</param>
    public sealed record Answer(DateTimeOffset AsOf, IReadOnlyList<Row> Rows, int Total, IReadOnlyList<Count> Counts, IReadOnlyList<PlaceName> Places);

    /// <param name="Untaken">Offered, and nobody has taken: the giver answers.</param>
    /// <param name="Escalated">Overdue, and somebody above was told.</param>
    public sealed record Count(string Kind, int Inside, int Untaken, int Overdue, int Escalated);

    public sealed record PlaceName(Guid Id, string Zh, string En);

    /// <param name="What">Masked.</param>
    /// <param name="Path">The office page where it is dealt with; null: this board.</param>
    /// <param name="Half">untaken: nobody has taken what was offered; unoffered: somebody took what nobody gave; null: both sides have spoken.</param>
    /// <param name="Level">How far it climbed since it is overdue; 0: nobody was told.</param>
    public sealed record Row(
        Guid Id, string Kind, string What, string? Path, Guid? Place, string? Given, string? Stage, LoopCustodian? Custodian, DateTimeOffset Since, DateTimeOffset OpenedAt,
        DateTimeOffset? TakenAt, string? Half, string? Next, DateTimeOffset? DueAt, bool Overdue, int Level, string? Told, Guid? RidesIn, DateTimeOffset? EndedAt, string? EndReason);

    /// <param name="kind">One kind.</param>
    /// <param name="place">One post.</param>
    /// <param name="custodian">A custodian's word: who answers.</param>
    /// <param name="state">overdue, untaken, unoffered, escalated; left out: all that are open.</param>
    internal static async Task<Ok<Answer>> HandleAsync(
        RedVestDb db, Caller me, LoopKinds kinds, LoopRows rows, IPosts posts, TimeProvider clock, CancellationToken cancellationToken,
        string? kind = null, Guid? place = null, string? custodian = null, string? state = null)
    {
        var now = clock.Now();
        var seen = await LoopPlaces.SeenByAsync(me, posts, cancellationToken);
        var places = seen.Keys.Where(p => place is null || p == place).ToArray();
        var open = db.Set<Loop>().AsNoTracking().Where(l => l.Owner == me.Owner && l.EndedAt == null && places.Contains(l.Place));
        if (custodian is not null)
            open = open.Where(l => l.Custodian == custodian);
        var counts = await CountAsync(db, open, now, cancellationToken);
        var wanted = Narrow(db, kind is null ? open : open.Where(l => l.Kind == kind), state, kinds, now);
        var found = await wanted.OrderBy(l => l.DueAt == null).ThenBy(l => l.DueAt).ThenBy(l => l.OpenedAt).Take(Most).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(now, await rows.OfAsync(me.Owner, found, now, cancellationToken), await wanted.CountAsync(cancellationToken), counts,
            [.. seen.Values.OfType<Post>().Select(p => new PlaceName(p.Id, p.NameZh, p.NameEn))]));
    }

    private static IQueryable<Loop> Narrow(RedVestDb db, IQueryable<Loop> open, string? state, LoopKinds kinds, DateTimeOffset now)
    {
        var offering = kinds.All.Where(k => k.NeedsOffer).Select(k => k.Name).ToArray();
        return state switch
        {
            "overdue" => open.Where(l => l.DueAt < now),
            "untaken" => open.Where(l => l.TakenAt == null),
            "unoffered" => open.Where(l => l.Given == null && offering.Contains(l.Kind)),
            "escalated" => open.Where(l => db.Set<LoopEscalation>().Any(e => e.Owner == l.Owner && e.Loop == l.Id && e.DueAt == l.DueAt)),
            _ => open,
        };
    }

    internal static async Task<IReadOnlyList<Count>> CountAsync(RedVestDb db, IQueryable<Loop> open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counted = await open.GroupBy(l => l.Kind).Select(g => new
        {
            Kind = g.Key,
            Inside = g.Count(),
            Untaken = g.Count(l => l.TakenAt == null),
            Overdue = g.Count(l => l.DueAt < now),
        }).ToListAsync(cancellationToken);
        var escalated = await open.Where(l => db.Set<LoopEscalation>().Any(e => e.Owner == l.Owner && e.Loop == l.Id && e.DueAt == l.DueAt))
            .GroupBy(l => l.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. counted.OrderBy(c => c.Kind, StringComparer.Ordinal).Select(c => new Count(c.Kind, c.Inside, c.Untaken, c.Overdue, escalated.GetValueOrDefault(c.Kind)))];
    }
}
