using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Changes one's own password. All sessions end; this browser gets a new one.</summary>
public static class ChangePassword
{
    public sealed record Request(string Current, string Next);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext context, RedVestDb db, Caller me, Accounts accounts, UserManager<User> users, PasswordCheck passwords, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync(me.Id.ToString()!) ?? throw new InvalidOperationException("A session without its user.");
        switch (await passwords.CheckAsync(user.UserName, request.Current, ("password-confirmed", "password-wrong"), whenRight: null, cancellationToken))
        {
            case PasswordVerdict.Locked(var seconds):
                return SignIn.Locked(context, seconds);
            case PasswordVerdict.Wrong:
                return Problems.Refuse(StatusCodes.Status401Unauthorized, "password-wrong");
        }

        var next = Passwords.Canonical(request.Next);
        if (!Passwords.IsStrong(next, user.UserName) || string.Equals(next, Passwords.Canonical(request.Current), StringComparison.Ordinal))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "password-weak", ("shortest", Passwords.Shortest));
        if (!await accounts.SetPasswordAsync(user, next, isOneTime: false, me.Did("password-changed", user.Id)))
            return Problems.Refuse(StatusCodes.Status409Conflict, "user-changed-meanwhile");

        var cookie = await db.WriteAsync(Owners.Installation, me.Did("session-renewed", user.Id),
            write => SignIn.BeginAsync(db, user, write, clock.NewId(), cancellationToken), cancellationToken);
        SessionCookie.Write(context, cookie, clock.Now() + Session.Life);
        return TypedResults.NoContent();
    }
}
