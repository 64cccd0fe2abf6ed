using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RedVest.Contracts;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// <c>Authorization: Operator …</c>, from this machine only. The operator works on the owner named by <c>X-RedVest-Owner</c>, else on the first
/// that has a post.
/// </summary>
internal sealed class OperatorScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OperatorToken token, RedVestDb db, IPosts posts, Caller me)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string OwnerHeader = "X-RedVest-Owner";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Context.Connection.IsLoopback() || Schemes.TokenOf(Request, "Operator") is not { } said || !token.Is(said))
            return AuthenticateResult.Fail("Not the operator of this run.");
        if (await OwnerAsync() is not { } owner)
            return AuthenticateResult.Fail("No such owner.");
        me.Become(CallerKinds.Operator, null, owner);
        return Schemes.Success(Schemes.Operator);
    }

    private async Task<int?> OwnerAsync()
    {
        var owners = await db.Set<OwnerState>().Where(o => o.Owner != Owners.Installation).Select(o => o.Owner).Order().ToListAsync(Context.RequestAborted);
        if (Request.Headers[OwnerHeader].ToString() is { Length: > 0 } named)
            return int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var owner) && owners.Contains(owner) ? owner : null;
        foreach (var owner in owners.Count > 1 ? owners : [])
        {
            if ((await posts.OfAsync(owner, Context.RequestAborted)).Count > 0)
                return owner;
        }

        return owners.Count > 0 ? owners[0] : Owners.Installation;
    }
}
