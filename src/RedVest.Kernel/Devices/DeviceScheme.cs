using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Devices;

/// <summary>
/// Knows a device by its session token. Whether it was revoked is looked up with each request, by one read of the owner's revision;
/// the push, whose batch reads the revision itself, asks only what this node knows (<see cref="Revocation.ChecksItself"/>).
/// </summary>
internal sealed class DeviceScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionTokens tokens, DeviceDirectory devices, Caller me)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (tokens.Verify(Schemes.TokenOf(Request, "Bearer") ?? "") is not SessionCheck.Good(var claims))
            return Refuse("session-expired");

        var known = Context.GetEndpoint()?.Metadata.GetMetadata<Revocation>() is null
            ? await devices.FindAsync(claims.Owner, claims.DeviceId, Context.RequestAborted)
            : await devices.LastKnownAsync(claims.Owner, claims.DeviceId, Context.RequestAborted);
        if (known is null)
            return Refuse("session-expired"); // restored from before its enrolment: it finds out when it opens a session
        if (known.RevokedAt is not null)
            return Refuse("device-revoked");
        me.BecomeDevice(known, claims.IssuedAt);
        return Schemes.Success(Schemes.Device);
    }

    private AuthenticateResult Refuse(string code)
    {
        Refusals.Say(Context, code);
        return AuthenticateResult.Fail(code);
    }
}

/// <summary>Says that an endpoint finds out itself whether the device was revoked, in the transaction of what it does.</summary>
public sealed class Revocation
{
    private Revocation()
    {
    }

    internal static Revocation ChecksItself { get; } = new();
}

public static class RevocationConventions
{
    /// <summary>This endpoint refuses revoked devices itself, as of the transaction in which it writes.</summary>
    public static TBuilder ChecksRevocationItself<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(Revocation.ChecksItself);
}
