using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Makes and changes users and grants: for the acts of administrators, and for first set-up, the demo and the command line.</summary>
public sealed class Accounts
{
    private readonly RedVestDb _db;
    private readonly UserManager<User> _users;
    private readonly UserStore _store;
    private readonly TimeProvider _clock;

    internal Accounts(RedVestDb db, UserManager<User> users, UserStore store, TimeProvider clock) => (_db, _users, _store, _clock) = (db, users, store, clock);

    /// <summary>Makes a user without grants.</summary>
    /// <param name="home">The owner whose rows the user works on; 0 before first set-up.</param>
    /// <param name="password">Null: a one-time password is made, which must be changed at first sign-in.</param>
    /// <param name="hash">Of the password, when <see cref="Hash"/> was asked before.</param>
    /// <returns>The user's id and the password; null when the name is taken.</returns>
    public async Task<(Guid Id, string Password)?> CreateAsync(Caller me, string userName, string name, int home, string? password = null, string? hash = null)
    {
        var user = new User { Id = _clock.NewId(), Home = home, UserName = userName, Name = name, CreatedAt = _clock.Now(), MustChangePassword = password is null };
        password ??= Passwords.MakeOneTime();
        _store.Says(me.Did("user-created", user.Id, new { home }));
        user.PasswordHash = hash;
        var result = hash is null ? await _users.CreateAsync(user, Passwords.Canonical(password)) : await _users.CreateAsync(user);
        if (result.Succeeded)
            return (user.Id, password);
        return result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
            ? null
            : throw new ArgumentException("Refused: " + string.Join(' ', result.Errors.Select(e => e.Code)));
    }

    /// <summary>The slow part of making a user, for those who make many: may be asked on any thread, beside other work.</summary>
    public string Hash(string password) => _users.PasswordHasher.HashPassword(new User { Id = default, Home = default, UserName = "", Name = "", CreatedAt = default }, Passwords.Canonical(password));

    /// <summary>Gives a role over a scope for a period.</summary>
    /// <param name="scope">A division code of 6, 9 or 12 digits (000000: everywhere), or an id.</param>
    public async Task<Guid> GrantAsync(
        Caller me, Guid user, Role role, ScopeKind scopeKind, string scope, DateTimeOffset from, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var grant = new Grant { Id = _clock.NewId(), UserId = user, Role = role, ScopeKind = scopeKind, Scope = scope, HoldsFrom = from, HoldsUntil = until };
        await _db.WriteAsync(Owners.Installation, me.Did("grant-given", user, new { grant = grant.Id, role, scopeKind, scope, from, until }),
            () => _db.Add(grant), cancellationToken);
        return grant.Id;
    }

    /// <summary>Moves a user to another owner: at first set-up, from the installation to the county.</summary>
    public async Task MoveAsync(Caller me, Guid user, int home, CancellationToken cancellationToken)
    {
        var moved = await _db.Set<User>().SingleAsync(u => u.Owner == Owners.Installation && u.Id == user, cancellationToken);
        await _db.WriteAsync(Owners.Installation, me.Did("user-moved", user, new { home }), () => moved.Home = home, cancellationToken);
    }

    /// <summary>Sets a password; every session of the user ends.</summary>
    /// <returns>False when somebody else changed the user meanwhile.</returns>
    internal async Task<bool> SetPasswordAsync(User user, string password, bool isOneTime, AuditEntry act)
    {
        user.PasswordHash = _users.PasswordHasher.HashPassword(user, Passwords.Canonical(password));
        user.MustChangePassword = isOneTime;
        return await SaveWithNewStampAsync(user, act);
    }

    /// <summary>Saves a user whose sessions are to end.</summary>
    /// <param name="rule">Asked inside the transaction; throws when the act is not to be.</param>
    internal async Task<bool> SaveWithNewStampAsync(User user, AuditEntry act, Func<CancellationToken, Task>? rule = null)
    {
        _store.Says(act, rule);
        return (await _users.UpdateSecurityStampAsync(user)).Succeeded;
    }
}
