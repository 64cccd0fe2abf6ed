using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// Knows a user by the session cookie. Session, user and grants are read with every request (two indexed reads), so a disabled user, a changed
/// password, an ended grant or a sign-out takes effect with the next request on every node.
/// </summary>
internal sealed class SessionScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, RedVestDb db, Caller me, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Request) is not { } cookie)
            return AuthenticateResult.NoResult();
        if (Session.Read(cookie) is not var (id, secret))
            return AuthenticateResult.Fail("No session.");

        var now = clock.Now();
        if (await Session.FindAsync(db, id, Context.RequestAborted) is not var (session, user) || !session.IsOpenedBy(secret, user, now))
            return AuthenticateResult.Fail("The session is over.");

        var grants = await db.Set<Grant>().AsNoTracking()
            .Where(g => g.Owner == Owners.Installation && g.UserId == user.Id)
            .Where(Grant.HoldsAt(now))
            .ToListAsync(Context.RequestAborted);
        me.BecomeUser(user, id, grants);
        return Schemes.Success(Schemes.Session);
    }
}
