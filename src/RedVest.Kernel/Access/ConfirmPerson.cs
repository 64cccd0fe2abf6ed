using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>A person's own word outside of a session: name and password, for acts at the server's command line.</summary>
public sealed class ConfirmPerson
{
    private readonly PasswordCheck _passwords;
    private readonly RedVestDb _db;
    private readonly TimeProvider _clock;

    internal ConfirmPerson(PasswordCheck passwords, RedVestDb db, TimeProvider clock) => (_passwords, _db, _clock) = (passwords, db, clock);

    /// <returns>The user's id; null when the password is wrong, too many were, or no grant in force lets the user in under the policy.</returns>
    public async Task<Guid?> RunAsync(string userName, string password, string policy, CancellationToken cancellationToken)
    {
        var verdict = await _passwords.CheckAsync(userName, password, ("password-confirmed", "password-wrong"), whenRight: null, cancellationToken).ConfigureAwait(false);
        if (verdict is not PasswordVerdict.Right(var user))
            return null;
        var roles = Policies.Table[policy].Roles.ToArray();
        return await _db.Set<Grant>().Where(g => g.Owner == Owners.Installation && g.UserId == user.Id && roles.Contains(g.Role))
            .AnyAsync(Grant.HoldsAt(_clock.Now()), cancellationToken).ConfigureAwait(false)
            ? user.Id
            : null;
    }
}
