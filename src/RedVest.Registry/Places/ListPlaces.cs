using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>The places of the caller's scope, newest first.</summary>
public static class ListPlaces
{
    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<PlaceRow> Rows, Guid? Next);

    /// <param name="q">A part of a name or an address.</param>
    /// <param name="kind">One kind.</param>
    /// <param name="division">A division with all below it.</param>
    /// <param name="ended">True: those that closed; else those that are open.</param>
    internal static async Task<Ok<Page>> HandleAsync(
        RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken,
        string? q = null, string? kind = null, long? division = null, bool ended = false, Guid? after = null, int limit = RegistryPages.UsualRows)
    {
        var found = await Narrowed(db, me, q, kind, division, ended).After(p => p.Id, after, limit).ToListAsync(cancellationToken);
        var next = RegistryPages.Cut(found, limit, p => p.Id);
        return TypedResults.Ok(new Page(await Places.RowsAsync(db, keys, me, found, cancellationToken), next));
    }

    internal static IQueryable<Place> Narrowed(RedVestDb db, Caller me, string? q, string? kind, long? division, bool ended)
    {
        var rows = Places.SeenBy(db, me).AsNoTracking().Where(p => p.EndedAt != null == ended);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var part = q.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL
            rows = rows.Where(p => p.NameZh.ToLower().Contains(part) || p.NameEn.ToLower().Contains(part) || (p.Address != null && p.Address.ToLower().Contains(part)));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (!string.IsNullOrEmpty(kind))
            rows = rows.Where(p => p.Kind == kind);
        if (division is { } code && DivisionRange.Everything.Contains(code))
        {
            var range = DivisionRange.Of(code);
            var (first, last) = (range.First, range.Last);
            rows = rows.Where(p => p.DivisionCode >= first && p.DivisionCode <= last);
        }

        return rows;
    }
}
