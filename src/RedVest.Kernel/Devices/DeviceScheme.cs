using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RedVest.Kernel.Access;

namespace RedVest.Kernel.Devices;

/// <summary>
/// Knows a device by its session token. Whether it was revoked is looked up with each request, by one read of the owner's revision. (The push
/// passes by: its batch reads the revision itself.)
/// </summary>
internal sealed class DeviceScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionTokens tokens, DeviceDirectory devices, Caller me)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (tokens.Verify(Schemes.TokenOf(Request, "Bearer") ?? "") is not SessionCheck.Good(var claims))
            return Refuse("session-expired");

        var known = await devices.FindAsync(claims.Owner, claims.DeviceId, Context.RequestAborted);
        if (known is null)
            return Refuse("session-expired"); // restored from before its enrolment: it finds out when it opens a session
        if (known.RevokedAt is not null)
            return Refuse("device-revoked");
        me.BecomeDevice(known);
        return Schemes.Success(Schemes.Device);
    }

    private AuthenticateResult Refuse(string code)
    {
        Refusals.Say(Context, code);
        return AuthenticateResult.Fail(code);
    }
}
