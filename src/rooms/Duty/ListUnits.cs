using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Duty;

/// <summary>The organisations that may lend people: names only, for whoever fills a post.</summary>
public static class ListUnits
{
    /// <summary>A county has a few hundred offices, towns and companies.</summary>
    private const int MostRows = 2000;

    public sealed record Row(Guid Id, string Kind, DisplayName Name);

    public sealed record Answer(IReadOnlyList<Row> Rows);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, Caller me, CancellationToken cancellationToken) => TypedResults.Ok(new Answer(
        await db.Set<Organisation>().Where(o => o.Owner == me.Owner).OrderBy(o => o.Id).Take(MostRows)
            .Select(o => new Row(o.Id, o.Kind, new DisplayName(o.NameZh, o.NameEn))).ToListAsync(cancellationToken)));
}
