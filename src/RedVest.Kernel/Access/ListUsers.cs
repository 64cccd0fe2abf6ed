using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>The users of the caller's owner, in the order of their user names, with the grants that hold now or later.</summary>
public static class ListUsers
{
    private const int MostRows = 200;

    /// <param name="LockedUntil">Wrong passwords locked the user name until then; null when it is open.</param>
    public sealed record Row(
        Guid Id, string UserName, string Name, bool Disabled, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt, IReadOnlyList<ShowMe.GrantSaid> Grants);

    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, Guid? Next);

    internal static async Task<Ok<Page>> HandleAsync(
        RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken, string? q = null, Guid? after = null, int limit = 50)
    {
        limit = Math.Clamp(limit, 1, MostRows);
        var now = clock.Now();
        var users = await Ordered(db, me, q, after).AsNoTracking().Take(limit + 1).ToListAsync(cancellationToken);
        var next = users.Count > limit ? users[limit - 1].Id : (Guid?)null;
        users = [.. users.Take(limit)];

        var ids = users.Select(u => u.Id).ToArray();
        var grants = await db.Set<Grant>().AsNoTracking()
            .Where(g => g.Owner == Owners.Installation && ids.Contains(g.UserId) && g.EndedAt == null && (g.HoldsUntil == null || g.HoldsUntil > now))
            .OrderBy(g => g.Id)
            .ToListAsync(cancellationToken);
        var locks = await db.Set<SignInGuard>().AsNoTracking()
            .Where(g => g.Owner == Owners.Installation && g.LockedUntil > now)
            .Select(g => new { g.Name, g.LockedUntil })
            .ToDictionaryAsync(g => Convert.ToHexString(g.Name), g => g.LockedUntil, cancellationToken);

        return TypedResults.Ok(new Page(
            [.. users.Select(u => new Row(
                u.Id, u.UserName, u.Name, u.DisabledAt is not null,
                locks.GetValueOrDefault(Convert.ToHexString(SignInGuard.KeyOf(u.NormalizedUserName))), u.LastSignInAt,
                [.. grants.Where(g => g.UserId == u.Id).Select(ShowMe.GrantSaid.Of)]))],
            next));
    }

    private static IQueryable<User> Ordered(RedVestDb db, Caller me, string? q, Guid? after)
    {
        var users = UsersOf(db, me);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var upper = q.Trim().ToUpperInvariant();
            users = users.Where(u => u.NormalizedUserName.Contains(upper) || u.Name.Contains(q.Trim()));
        }

#pragma warning disable CA1309 // becomes SQL, where the database's own order is the one that pages
        if (after is { } id)
            users = users.Where(u => string.Compare(u.NormalizedUserName, UsersOf(db, me).Where(x => x.Id == id).Select(x => x.NormalizedUserName).First()) > 0);
#pragma warning restore CA1309
        return users.OrderBy(u => u.NormalizedUserName);
    }

    /// <summary>The users whom this administrator keeps: those of the same owner. Everybody else's are not found.</summary>
    internal static IQueryable<User> UsersOf(RedVestDb db, Caller me) =>
        db.Set<User>().Where(u => u.Owner == Owners.Installation && u.Home == me.Owner);
}
