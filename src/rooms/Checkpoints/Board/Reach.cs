using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Board;

/// <summary>How far figures reach: the caller's own owner, and for one who sits in a city the counties of it that lie in the scope. Counts only, never records.</summary>
internal static class Reach
{
    private const int County = 100;

    public static async Task<IReadOnlyList<(int Owner, DisplayName Name)>> OwnersAsync(RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var city = me.Owner % County == 0 ? me.Owner : -1;
        var owners = await db.Set<OwnerState>().AsNoTracking().Where(o => o.Owner == me.Owner || (o.Owner > city && o.Owner < city + County && city > 0))
            .OrderBy(o => o.Owner).Select(o => new { o.Owner, o.NameZh, o.NameEn }).ToListAsync(cancellationToken);
        return owners.ConvertAll(o => (o.Owner, new DisplayName(o.NameZh, o.NameEn)));
    }

    public static IEnumerable<KnownCheckpoint> PostsOf(OwnerBook book, Caller me) => book.Checkpoints.Where(c => me.MaySee(c.DivisionCode, c.Id));
}
