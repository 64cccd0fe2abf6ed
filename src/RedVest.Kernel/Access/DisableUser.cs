using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Shuts a user out, with the next request; lets the user in again; or gives a new one-time password.</summary>
internal static class DisableUser
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, Accounts accounts, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        if (id == me.Id)
            return Problems.Refuse(StatusCodes.Status409Conflict, "not-oneself");
        try
        {
            return await ChangeAsync(id, db, me, user => (user.DisabledAt, user.DisabledReason) = (clock.Now(), request.Reason.Trim()),
                user => accounts.SaveWithNewStampAsync(user, me.Did("user-disabled", id),
                    stop => LastAdministrator.KeepAsync(db, user.Home, g => g.UserId == id, clock.Now(), stop)), cancellationToken);
        }
        catch (ActRefusedException refused)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, refused.Code);
        }
    }

    public static Task<Results<NoContent, ProblemHttpResult>> EnableAsync(
        Guid id, RedVestDb db, Caller me, Accounts accounts, CancellationToken cancellationToken) =>
        ChangeAsync(id, db, me, user => (user.DisabledAt, user.DisabledReason) = (null, null),
            user => accounts.SaveWithNewStampAsync(user, me.Did("user-enabled", id)), cancellationToken);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, RedVestDb db, Caller me, Action<User> change, Func<User, Task<bool>> saveAsync, CancellationToken cancellationToken)
    {
        var user = await ListUsers.UsersOf(db, me).SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        change(user);
        return await saveAsync(user) ? TypedResults.NoContent() : Problems.Refuse(StatusCodes.Status409Conflict, "user-changed-meanwhile");
    }
}
