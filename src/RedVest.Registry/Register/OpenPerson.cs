using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.Households;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>
/// Opens the page of one person: who, where they live, what stands of them, and what each room knows of their past. A named act with a purpose: it is in the
/// audit before anything is read.
/// </summary>
public static class OpenPerson
{
    private const int MostEntries = 200;

    /// <param name="Purpose">4 to 200 characters.</param>
    public sealed record Request(string Purpose);

    /// <param name="Until">Null: lives there now.</param>
    public sealed record Home(Guid Household, string Address, DisplayName? Division, string Relation, DateTimeOffset Since, DateTimeOffset? Until);

    /// <param name="Facet">pool-positive, order-in-force, …</param>
    /// <param name="ValidTo">Null: no end.</param>
    public sealed record Fact(string Facet, string Value, DateTimeOffset AsOf, DateTimeOffset? ValidTo);

    /// <param name="Name">In full: the purpose was said.</param>
    /// <param name="HasPhone">Whether a phone is known; it is shown only by a further act.</param>
    /// <param name="Homes">The last 50, the present one first.</param>
    /// <param name="History">What happened, newest first; at most 200 of each room and entry.</param>
    /// <param name="ShownUnder">Whose page shows this entry with others that are the same person; null: it is this one.</param>
    /// <param name="Entries">The entries of the register that were merged into this one, masked.</param>
    public sealed record Answer(
        Guid Id, string? Name, string DocumentKind, string Tail, bool Unusual, bool HasPhone, DateTimeOffset CreatedAt, IReadOnlyList<Home> Homes, IReadOnlyList<Fact> Standing,
        IReadOnlyList<HistoryEntry> History, Guid? ShownUnder, IReadOnlyList<Merged> Entries);

    /// <param name="Into">The entry it was merged into first.</param>
    public sealed record Merged(Guid Id, string? Name, string DocumentKind, string Tail, bool Unusual, Guid Into, DateTimeOffset MergedAt, string Reason);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, IEnumerable<IHistory> rooms, Caller me, CancellationToken cancellationToken)
    {
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (await PeopleSeen.By(db, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } person)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("person-opened", id, new { purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        var all = await PersonSets.OfAsync(db, me.Owner, id, cancellationToken);
        var standing = await db.Set<Standing>().AsNoTracking().Where(s => s.Owner == me.Owner && all.Contains(s.Person)).OrderByDescending(s => s.AsOf).ToListAsync(cancellationToken);
        var history = new List<HistoryEntry>();
        foreach (var one in all)
            history.AddRange(await HistoryAsync(rooms, room => room.OfPersonAsync(new(me.Owner, one, me.MaySee, MostEntries), cancellationToken)));
        return TypedResults.Ok(new Answer(
            id, person.Name, person.DocumentKind, person.DocumentTail, person.Unusual, person.Phone is not null, person.CreatedAt,
            await HomesAsync(db, me, all, cancellationToken), [.. Standing.Strictest(standing).Select(s => new Fact(s.Facet, s.Value, s.AsOf, s.ValidTo))],
            [.. history.DistinctBy(h => (h.Kind, h.At, h.Link, h.Said)).OrderByDescending(h => h.At)], all[0] == id ? null : all[0], await MergedAsync(db, me, id, cancellationToken)));
    }

    private static async Task<List<Merged>> MergedAsync(RedVestDb db, Caller me, Guid id, CancellationToken cancellationToken) =>
        [.. (await db.Set<PersonAlias>().AsNoTracking().Where(a => a.Owner == me.Owner && a.Root == id)
            .Join(db.Set<Person>(), a => new { a.Owner, Id = a.Person }, p => new { p.Owner, p.Id }, (a, p) => new { a, p }).OrderBy(x => x.a.MergedAt).ToListAsync(cancellationToken))
            .Select(x => new Merged(
                x.p.Id, PersonRow.Of(x.p).Name, x.p.DocumentKind, x.p.DocumentTail, x.p.Unusual, x.a.IntoPerson, x.a.MergedAt, x.a.Reason))];

    internal static async Task<List<HistoryEntry>> HistoryAsync(IEnumerable<IHistory> rooms, Func<IHistory, Task<IReadOnlyList<HistoryEntry>>> ask)
    {
        var all = new List<HistoryEntry>();
        foreach (var room in rooms)
            all.AddRange(await ask(room));
        return [.. all.OrderByDescending(e => e.At)];
    }

    private static async Task<List<Home>> HomesAsync(RedVestDb db, Caller me, Guid[] people, CancellationToken cancellationToken)
    {
        var homes = await db.Set<HouseholdMember>().AsNoTracking().Where(m => m.Owner == me.Owner && people.Contains(m.Person))
            .Join(HouseholdRows.SeenBy(db, me), m => new { m.Owner, Id = m.Household }, h => new { h.Owner, h.Id }, (m, h) => new { m, h.Address, h.DivisionCode })
            .OrderByDescending(x => x.m.Since).Take(50).ToListAsync(cancellationToken);
        var names = await DivisionNames.OfAsync(db, homes.Select(h => h.DivisionCode), cancellationToken);
        return [.. homes.Select(x => new Home(x.m.Household, x.Address, names.GetValueOrDefault(x.DivisionCode), x.m.Relation, x.m.Since, x.m.Until))];
    }
}
