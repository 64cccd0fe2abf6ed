using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Gives a user a new one-time password, shown once. All the user's sessions end, a lock on the name is lifted.</summary>
public static class ResetPassword
{
    public sealed record Answer(string Password);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, Caller me, Accounts accounts, CancellationToken cancellationToken)
    {
        var user = await ListUsers.UsersOf(db, me).SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (id == me.Id)
            return Problems.Refuse(StatusCodes.Status409Conflict, "not-oneself"); // one's own is changed with the current one

        var password = Passwords.MakeOneTime();
        var key = SignInGuard.KeyOf(user.NormalizedUserName);
        db.RemoveRange(await db.Set<SignInGuard>().Where(g => g.Owner == Owners.Installation && g.Name == key).ToListAsync(cancellationToken));
        return await accounts.SetPasswordAsync(user, password, isOneTime: true, me.Did("password-reset", id))
            ? TypedResults.Ok(new Answer(password))
            : Problems.Refuse(StatusCodes.Status409Conflict, "user-changed-meanwhile");
    }
}
