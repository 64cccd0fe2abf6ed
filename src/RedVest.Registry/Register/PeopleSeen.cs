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
public sealed record PersonRow(Guid Id, string? Name, string DocumentKind, string Tail, bool Unusual, DateTimeOffset CreatedAt)
{
    internal static PersonRow Of(Person p) =>
        new(p.Id, string.IsNullOrWhiteSpace(p.Name) ? null : Masking.Name(p.Name), p.DocumentKind, p.DocumentTail, p.Unusual, p.CreatedAt);
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
