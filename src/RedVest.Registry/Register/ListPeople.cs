using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>The people of the register, masked, the last entered first.</summary>
public static class ListPeople
{
    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<PersonRow> Rows, Guid? Next);

    /// <param name="kind">One kind of document.</param>
    /// <param name="unusual">True: only documents that break their standard.</param>
    internal static async Task<Ok<Page>> HandleAsync(
        RedVestDb db, Caller me, CancellationToken cancellationToken, string? kind = null, bool unusual = false, Guid? after = null, int limit = RegistryPages.UsualRows)
    {
        var people = PeopleSeen.By(db, me).Where(p => !db.Set<PersonAlias>().Any(a => a.Owner == p.Owner && a.Person == p.Id));
        if (!string.IsNullOrEmpty(kind))
            people = people.Where(p => p.DocumentKind == kind);
        if (!string.IsNullOrEmpty(kind) && kind != DocumentNumber.Kinds[0])
            people = people.Where(p => p.DocumentKind != "resident-id"); // says nothing new, and lets the index of the others serve
        if (unusual)
            people = people.Where(p => p.Unusual);
        var found = await people.After(p => p.Id, after, limit).ToListAsync(cancellationToken);
        var next = RegistryPages.Cut(found, limit, p => p.Id);
        return TypedResults.Ok(new Page(await PeopleShown.RowsAsync(db, me, found, cancellationToken), next));
    }
}
