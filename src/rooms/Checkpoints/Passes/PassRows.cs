using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passes;

/// <summary>A pass as lists show it.</summary>
/// <param name="Name">Masked.</param>
/// <param name="Tail">Last four characters of the document.</param>
/// <param name="State">active, suspended, ended, expired, not-yet; at no post in particular.</param>
/// <param name="LastUse">Its last passage with a verdict; null when it was never used.</param>
/// <param name="WeekUses">Passages of the last seven local days, today with them.</param>
public sealed record PassRow(
    Guid Id, string Number, string Name, string Tail, DisplayName Employer, string? Plate, IReadOnlyList<Guid> Posts, PassConditions Conditions,
    DateOnly ValidFrom, DateOnly ValidTo, string State, DateTimeOffset? LastUse, int WeekUses, DateTimeOffset IssuedAt);

/// <summary>Which passes a caller sees, and what lists say of them.</summary>
internal static class PassRows
{
    private const int WeekDays = 7;

    /// <summary>Passes good for a post in the caller's scope; all others do not exist for the caller.</summary>
    public static IQueryable<CommuterPass> SeenBy(RedVestDb db, OwnerBook book, Caller me)
    {
        var all = db.Set<CommuterPass>().Where(p => p.Owner == me.Owner);
        if (me.Scope.CoversOwner(me.Owner))
            return all;
        var seen = book.SeenBy(me).Select(c => c.Id.ToString()).ToArray();
        return all.Where(p => seen.Any(id => p.Posts.Contains(id)));
    }

    public static async Task<IReadOnlyList<PassRow>> OfAsync(
        RedVestDb db, OwnerBook book, IReadOnlyList<CommuterPass> passes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (persons, employers, ids) = (passes.Select(p => p.Person).ToArray(), passes.Select(p => p.Employer).Distinct().ToArray(), passes.Select(p => (Guid?)p.Id).ToArray());
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.Owner == book.Owner && persons.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => new { p.Name, p.DocumentTail }, cancellationToken);
        var units = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == book.Owner && employers.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => new DisplayName(o.NameZh, o.NameEn), cancellationToken);
        var since = book.StartOf(book.DayOf(now).AddDays(1 - WeekDays));
        var uses = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == book.Owner && ids.Contains(o.Pass))
            .Join(db.Set<Passage>(), o => new { o.Owner, Id = o.Passage }, p => new { p.Owner, p.Id }, (o, p) => new { o.Pass, p.VerdictAt })
            .Where(x => x.VerdictAt != null).GroupBy(x => x.Pass)
            .Select(g => new { Pass = g.Key!.Value, Last = g.Max(x => x.VerdictAt), Week = g.Count(x => x.VerdictAt >= since) })
            .ToDictionaryAsync(x => x.Pass, cancellationToken);
        return [.. passes.Select(p => new PassRow(
            p.Id, p.Number, Masking.Name(people.GetValueOrDefault(p.Person)?.Name ?? ""), people.GetValueOrDefault(p.Person)?.DocumentTail ?? "",
            units.GetValueOrDefault(p.Employer) ?? new DisplayName("", ""), p.Plate, p.PostIds, CommuterPass.ReadConditions(p.Conditions), p.ValidFrom, p.ValidTo,
            p.Terms.StateAt(null, now, book.State.UtcOffsetMinutes), uses.GetValueOrDefault(p.Id)?.Last, uses.GetValueOrDefault(p.Id)?.Week ?? 0, p.IssuedAt))];
    }
}
