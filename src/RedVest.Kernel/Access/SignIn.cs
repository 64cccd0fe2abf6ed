using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Begins a session. The answer never tells whether a user name exists.</summary>
public static class SignIn
{
    internal const string Guessing = "password";

    /// <summary>Wrong passwords from one address in ten minutes.</summary>
    internal const int MostGuesses = 50;

    public sealed record Request(string UserName, string Password);

    internal static async Task<Results<Ok<ShowMe.Me>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext context, RedVestDb db, PasswordCheck passwords, Guesses guesses, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (RequestMarker.IsMissing(context.Request))
            return Problems.Refuse(StatusCodes.Status403Forbidden, RequestMarker.Problem);
        if (guesses.WaitFor(context, Guessing, MostGuesses) is > 0 and var wait)
            return Locked(context, wait);

        string? cookie = null;
        var verdict = await passwords.CheckAsync(request.UserName, request.Password, ("signed-in", "sign-in-failed"),
            async (user, write) => cookie = await BeginAsync(db, user, write, clock.NewId(), cancellationToken), cancellationToken);
        switch (verdict)
        {
            case PasswordVerdict.Right(var user):
                SessionCookie.Write(context, cookie!, clock.Now() + Session.Life); // set by the check that said right
                return TypedResults.Ok(await ShowMe.OfAsync(db, user, clock.Now(), cancellationToken));
            case PasswordVerdict.Locked(var seconds):
                return Locked(context, seconds);
            default:
                guesses.CountWrong(context, Guessing);
                return Problems.Refuse(StatusCodes.Status401Unauthorized, "sign-in-wrong");
        }
    }

    /// <summary>Adds a session and takes away the user's expired ones.</summary>
    /// <returns>The cookie's value.</returns>
    internal static async Task<string> BeginAsync(RedVestDb db, User user, WriteTransaction write, Guid id, CancellationToken cancellationToken)
    {
        var (session, cookie) = Session.Begin(user, write.At, id);
        db.Add(session);
        await db.Set<Session>()
            .Where(s => s.Owner == Owners.Installation && s.UserId == user.Id && s.EndsAt <= write.At)
            .ExecuteDeleteAsync(cancellationToken);
        await db.Set<User>()
            .Where(u => u.Owner == Owners.Installation && u.Id == user.Id)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, write.At), cancellationToken);
        var forgotten = write.At - SignInGuard.Memory;
        await db.Set<SignInGuard>()
            .Where(g => g.Owner == Owners.Installation && g.At < forgotten)
            .ExecuteDeleteAsync(cancellationToken);
        write.Touches("kernel_user");
        return cookie;
    }

    internal static ProblemHttpResult Locked(HttpContext context, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Refuse(StatusCodes.Status429TooManyRequests, "sign-in-locked", ("seconds", seconds));
    }
}
