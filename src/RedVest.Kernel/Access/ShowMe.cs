using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Who is signed in, and what this person may do now.</summary>
public static class ShowMe
{
    /// <param name="Owner">The owner whose rows this user works on; 0 until first set-up.</param>
    /// <param name="Demo">Whether this owner's data is made up.</param>
    public sealed record Me(
        Guid Id, string UserName, string Name, int Owner, OwnerNames OwnerName, bool MustChangePassword, bool Demo, IReadOnlyList<GrantSaid> Grants);

    public sealed record OwnerNames(string Zh, string En);

    public sealed record GrantSaid(Guid Id, Role Role, ScopeKind ScopeKind, string Scope, DateTimeOffset From, DateTimeOffset? Until)
    {
        internal static GrantSaid Of(Grant grant) => new(grant.Id, grant.Role, grant.ScopeKind, grant.Scope, grant.HoldsFrom, grant.HoldsUntil);
    }

    internal static async Task<Ok<Me>> HandleAsync(RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var user = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Owner == Owners.Installation && u.Id == me.Id, cancellationToken);
        return TypedResults.Ok(await OfAsync(db, user, clock.Now(), cancellationToken));
    }

    internal static async Task<Me> OfAsync(RedVestDb db, User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = await db.Set<OwnerState>().AsNoTracking().SingleOrDefaultAsync(o => o.Owner == user.Home, cancellationToken);
        var grants = await db.Set<Grant>().AsNoTracking()
            .Where(g => g.Owner == Owners.Installation && g.UserId == user.Id)
            .Where(Grant.HoldsAt(now))
            .OrderBy(g => g.Id)
            .ToListAsync(cancellationToken);
        return new Me(
            user.Id, user.UserName, user.Name, user.Home, new OwnerNames(owner?.NameZh ?? "", owner?.NameEn ?? ""),
            user.MustChangePassword, owner?.IsDemo ?? false, [.. grants.Select(GrantSaid.Of)]);
    }
}
