using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>The posts of all demo owners of this installation, so that a drill can be sent to one by name; the busiest first.</summary>
public static class ListDrillPosts
{
    public sealed record Answer(IReadOnlyList<Row> Rows);

    /// <param name="Owner">To be named in <c>X-RedVest-Owner</c> from then on.</param>
    /// <param name="Lanes">How many it has.</param>
    public sealed record Row(int Owner, Guid Id, DisplayName Name, string Kind, int Lanes);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, OwnerBooks books, CancellationToken cancellationToken)
    {
        var owners = await db.Set<OwnerState>().Where(o => o.Owner != Owners.Installation && o.IsDemo).Select(o => o.Owner).Order().ToListAsync(cancellationToken);
        var rows = new List<Row>();
        foreach (var owner in owners)
        {
            var book = await books.NowAsync(owner, cancellationToken);
            rows.AddRange(book.Checkpoints.Select(c => new Row(owner, c.Id, new DisplayName(c.NameZh, c.NameEn), c.Kind, c.Lanes.Count)));
        }

        return TypedResults.Ok(new Answer([.. rows.OrderByDescending(r => r.Lanes).ThenBy(r => r.Id)]));
    }
}
