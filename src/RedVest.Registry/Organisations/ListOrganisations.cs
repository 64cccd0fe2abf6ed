using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>The organisations of the caller's scope, newest first.</summary>
public static class ListOrganisations
{
    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<OrganisationRow> Rows, Guid? Next);

    /// <param name="q">A part of a name.</param>
    /// <param name="kind">One kind.</param>
    /// <param name="division">A division with all below it.</param>
    /// <param name="ended">True: those that ended; else those that take part.</param>
    internal static async Task<Ok<Page>> HandleAsync(
        RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken,
        string? q = null, string? kind = null, long? division = null, bool ended = false, Guid? after = null, int limit = RegistryPages.UsualRows)
    {
        var found = await Narrowed(db, me, q, kind, division, ended).After(o => o.Id, after, limit).ToListAsync(cancellationToken);
        var next = RegistryPages.Cut(found, limit, o => o.Id);
        return TypedResults.Ok(new Page(await Organisations.RowsAsync(db, keys, me, found, cancellationToken), next));
    }

    internal static IQueryable<Organisation> Narrowed(RedVestDb db, Caller me, string? q, string? kind, long? division, bool ended)
    {
        var rows = Organisations.SeenBy(db, me).AsNoTracking().Where(o => o.EndedAt != null == ended);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var part = q.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL
            rows = rows.Where(o => o.NameZh.ToLower().Contains(part) || o.NameEn.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (!string.IsNullOrEmpty(kind))
            rows = rows.Where(o => o.Kind == kind);
        if (division is { } code && DivisionRange.Everything.Contains(code))
        {
            var range = DivisionRange.Of(code);
            var (first, last) = (range.First, range.Last);
            rows = rows.Where(o => o.DivisionCode >= first && o.DivisionCode <= last);
        }

        return rows;
    }
}
