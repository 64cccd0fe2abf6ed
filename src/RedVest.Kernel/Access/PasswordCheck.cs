using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// Checks a password and counts wrong ones. The slow hash is computed outside the transaction, the verdict is given inside it: of a thousand
/// guesses sent at once only the first five are told whether they were right. An unknown name costs the same work and writes.
/// </summary>
internal sealed class PasswordCheck(RedVestDb db, IPasswordHasher<User> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    private static readonly User Stranger = new() { Id = Guid.Empty, Home = 0, UserName = "", Name = "", CreatedAt = default };
    private static string? StrangersHash;

    /// <param name="acts">The audit's words for a right and for a wrong password.</param>
    /// <param name="whenRight">Runs inside the transaction, before it is committed.</param>
    public async Task<PasswordVerdict> CheckAsync(
        string userName, string password, (string Right, string Wrong) acts, Func<User, WriteTransaction, Task>? whenRight, CancellationToken cancellationToken)
    {
        if (userName.Length > UserNames.Longest || password.Length > Passwords.Longest)
            return new PasswordVerdict.Wrong();

        var name = normalizer.NormalizeName(userName);
        while (true)
        {
            var wait = (await GuardOf(name).AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.WaitAt(clock.Now()) ?? 0;
            if (wait > 0)
                return new PasswordVerdict.Locked(wait);
            var user = await UserOf(name).SingleOrDefaultAsync(cancellationToken);
            var isRight = Verify(user, password);
            try
            {
                return await SettleAsync(name, user, isRight, acts, whenRight, cancellationToken);
            }
            catch (Exception meanwhile) when (meanwhile is ChangedMeanwhileException or DbUpdateConcurrencyException || Races.WasLost(meanwhile))
            {
                db.ChangeTracker.Clear(); // somebody else guessed, signed in or changed the password: look again
            }
        }
    }

    private Task<PasswordVerdict> SettleAsync(
        string name, User? user, bool isRight, (string Right, string Wrong) acts, Func<User, WriteTransaction, Task>? whenRight, CancellationToken cancellationToken)
    {
        var act = new AuditEntry(user is null ? CallerKinds.Nobody : CallerKinds.User, user?.Id, isRight ? acts.Right : acts.Wrong, user?.Id, null);
        return db.WriteAsync<PasswordVerdict>(Owners.Installation, act, async write =>
        {
            var guard = await GuardOf(name).SingleOrDefaultAsync(cancellationToken);
            var now = await UserOf(name).SingleOrDefaultAsync(cancellationToken);
            if (guard?.WaitAt(write.At) > 0 || now?.Version != user?.Version)
                throw new ChangedMeanwhileException();
            if (isRight)
            {
                if (guard is not null)
                    db.Remove(guard);
                if (whenRight is not null)
                    await whenRight(now!, write); // only a known user's password is right
                return new PasswordVerdict.Right(now!);
            }

            if (guard is null)
                db.Add(guard = new SignInGuard { Name = SignInGuard.KeyOf(name) });
            guard.CountWrong(write.At);
            return new PasswordVerdict.Wrong();
        }, cancellationToken);
    }

    private bool Verify(User? user, string password)
    {
        StrangersHash ??= hasher.HashPassword(Stranger, "a password that nobody has");
        var matches = hasher.VerifyHashedPassword(Stranger, user?.PasswordHash ?? StrangersHash, Passwords.Canonical(password)) != PasswordVerificationResult.Failed;
        return matches && user is { PasswordHash: not null, DisabledAt: null };
    }

    private IQueryable<User> UserOf(string name) =>
        db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && u.NormalizedUserName == name);

    private IQueryable<SignInGuard> GuardOf(string name)
    {
        var key = SignInGuard.KeyOf(name);
        return db.Set<SignInGuard>().Where(g => g.Owner == Owners.Installation && g.Name == key);
    }

    private sealed class ChangedMeanwhileException : Exception;
}

/// <summary>What became of a password.</summary>
internal abstract record PasswordVerdict
{
    public sealed record Right(User User) : PasswordVerdict;

    public sealed record Wrong : PasswordVerdict;

    /// <param name="Seconds">Until the next try is let in.</param>
    public sealed record Locked(int Seconds) : PasswordVerdict;
}
