using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>The divisions of the caller's owner: a county has a few hundred, and pages choose among them.</summary>
public static class ListDivisions
{
    private const int MostRows = 2000;

    /// <param name="Level">3 county, 4 town, 5 village.</param>
    public sealed record Row(long Code, DisplayName Name, int Level);

    /// <summary>In the order of their codes.</summary>
    public sealed record Answer(IReadOnlyList<Row> Rows);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var range = DivisionRange.OfOwner(me.Owner);
        var (first, last) = (range.First, range.Last);
        return TypedResults.Ok(new Answer(await db.Set<Division>().AsNoTracking()
            .Where(d => d.Owner == Owners.Installation && d.Code >= first && d.Code <= last)
            .OrderBy(d => d.Code).Take(MostRows)
            .Select(d => new Row(d.Code, new DisplayName(d.NameZh, d.NameEn), d.Level)).ToListAsync(cancellationToken)));
    }
}

/// <summary>What divisions are called.</summary>
internal static class DivisionNames
{
    public static Task<Dictionary<long, DisplayName>> OfAsync(RedVestDb db, IEnumerable<long> wanted, CancellationToken cancellationToken)
    {
        var codes = wanted.Distinct().ToArray();
        return db.Set<Division>().AsNoTracking().Where(d => d.Owner == Owners.Installation && codes.Contains(d.Code))
            .ToDictionaryAsync(d => d.Code, d => new DisplayName(d.NameZh, d.NameEn), cancellationToken);
    }
}
