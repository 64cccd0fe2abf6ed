using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Households;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>A person as lists show them.</summary>
/// <param name="Name">Masked; null when nobody asked.</param>
/// <param name="Tail">The last four characters of the document.</param>
/// <param name="Unusual">The document breaks its standard.</param>
/// <param name="Also">How many other entries of the register are the same person and shown with this one.</param>
public sealed record PersonRow(Guid Id, string? Name, string DocumentKind, string Tail, bool Unusual, DateTimeOffset CreatedAt, int Also = 0)
{
    internal static PersonRow Of(Person p) =>
        new(p.Id, string.IsNullOrWhiteSpace(p.Name) ? null : Masking.Name(p.Name), p.DocumentKind, p.DocumentTail, p.Unusual, p.CreatedAt);
}

/// <summary>People as lists show them: who is several entries is one line.</summary>
internal static class PeopleShown
{
    /// <summary>Whoever was merged into somebody is shown as that one; in the order given.</summary>
    public static async Task<List<PersonRow>> RowsAsync(RedVestDb db, Caller me, IReadOnlyList<Person> found, CancellationToken cancellationToken)
    {
        var roots = await PersonSets.RootsAsync(db, me.Owner, [.. found.Select(p => p.Id)], cancellationToken);
        var known = found.ToDictionary(p => p.Id);
        var missing = roots.Values.Where(root => !known.ContainsKey(root)).Distinct().ToArray();
        if (missing.Length > 0)
        {
            foreach (var root in await db.Set<Person>().AsNoTracking().Where(p => p.Owner == me.Owner && missing.Contains(p.Id)).ToListAsync(cancellationToken))
                known.Add(root.Id, root);
        }

        var shown = found.Select(p => roots.GetValueOrDefault(p.Id, p.Id)).Distinct().ToArray();
        var also = await db.Set<PersonAlias>().AsNoTracking().Where(a => a.Owner == me.Owner && shown.Contains(a.Root)).GroupBy(a => a.Root)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. shown.Select(id => PersonRow.Of(known[id]) with { Also = also.GetValueOrDefault(id) })];
    }
}

/// <summary>
/// Which people a caller sees: all of the owner for who answers for all of it; for who answers for a town, those who live there.
/// </summary>
internal static class PeopleSeen
{
    public static IQueryable<Person> By(RedVestDb db, Caller me)
    {
        var people = db.Set<Person>().AsNoTracking().Where(p => p.Owner == me.Owner);
        if (me.Scope.CoversOwner(me.Owner))
            return people;
        var homes = HouseholdRows.SeenBy(db, me);
        return people.Where(p => db.Set<HouseholdMember>().Any(
            m => m.Owner == me.Owner && m.Person == p.Id && m.Until == null && homes.Any(h => h.Id == m.Household)));
    }
}
