using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Where Identity keeps its users: every save passes the one write path, with an audit row that says which act it was.</summary>
internal sealed class UserStore(RedVestDb db, TimeProvider clock) : IUserPasswordStore<User>, IUserSecurityStampStore<User>
{
    private AuditEntry? _act;
    private Func<CancellationToken, Task>? _rule;

    /// <summary>Says which act the next save is.</summary>
    /// <param name="rule">Asked inside the transaction; throws when the act is not to be.</param>
    public void Says(AuditEntry act, Func<CancellationToken, Task>? rule = null) => (_act, _rule) = (act, rule);

    public async Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken)
    {
        user.Version = clock.NewId();
        try
        {
            await db.WriteAsync(Owners.Installation, Act("user-created", user), () => db.Add(user), cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateException lost) when (Races.WasLost(lost))
        {
            db.ChangeTracker.Clear();
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateUserName(user.UserName));
        }
    }

    public async Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken)
    {
        user.Version = clock.NewId();
        try
        {
            var (act, rule) = (Act("user-changed", user), _rule);
            _rule = null;
            await db.WriteAsync(Owners.Installation, act, async _ =>
            {
                await (rule?.Invoke(cancellationToken) ?? Task.CompletedTask);
                return true;
            }, cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    /// <summary>Users are disabled, never deleted: records keep naming them.</summary>
    public Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Users are disabled, not deleted.");

    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(userId);
        return db.Set<User>().SingleOrDefaultAsync(u => u.Owner == Owners.Installation && u.Id == id, cancellationToken);
    }

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Set<User>().SingleOrDefaultAsync(u => u.Owner == Owners.Installation && u.NormalizedUserName == normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken)
    {
        user.UserName = userName ?? throw new ArgumentNullException(nameof(userName));
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalizedUserName = normalizedName ?? throw new ArgumentNullException(nameof(normalizedName));
        return Task.CompletedTask;
    }

    public Task SetPasswordHashAsync(User user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(User user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public void Dispose()
    {
        // The context belongs to the request.
    }

    private AuditEntry Act(string otherwise, User user)
    {
        var act = _act ?? Caller.System.Did(otherwise, user.Id);
        _act = null;
        return act;
    }
}
