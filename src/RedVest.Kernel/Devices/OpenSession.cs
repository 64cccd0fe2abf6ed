using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Devices;

/// <summary>A device proves that it holds its key and gets a token (docs/protocol.md §2). An unknown device is answered like a wrong signature.</summary>
public static class OpenSession
{
    private const string Guessing = "device-signature";

    /// <summary>Wrong signatures from one address in ten minutes.</summary>
    private const int MostGuesses = 100;

    /// <summary>Checked against for devices that do not exist, so that they cost the same.</summary>
    private static readonly byte[] NobodysKey = MakeNobodysKey();

    public sealed record ChallengeRequest(Guid DeviceId);

    public sealed record ChallengeAnswer(string Challenge, DateTimeOffset ExpiresAt);

    public sealed record Request(Guid DeviceId, string Challenge, string Signature);

    public sealed record Answer(string Token, DateTimeOffset ExpiresAt, string Ticket, int Epoch);

    internal static Ok<ChallengeAnswer> Challenge(ChallengeRequest request, Challenges challenges)
    {
        var (challenge, expiresAt) = challenges.Issue(request.DeviceId);
        return TypedResults.Ok(new ChallengeAnswer(challenge, expiresAt));
    }

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext context, RedVestDb db, Challenges challenges, SessionTokens tokens, Tickets tickets, Guesses guesses,
        CancellationToken cancellationToken)
    {
        if (guesses.WaitFor(context, Guessing, MostGuesses) is > 0 and var wait)
            return TooMany(context, wait);

        var found = await db.Set<OwnerState>()
            .Join(db.Set<Device>(), o => o.Owner, d => d.Owner, (owner, device) => new { owner.Epoch, Device = device })
            .AsNoTracking()
            .SingleOrDefaultAsync(x => x.Device.Id == request.DeviceId, cancellationToken);
        var hasSigned = DeviceKeys.HasSigned(found?.Device.PublicKey ?? NobodysKey, DeviceKeys.SessionWords(request.Challenge), request.Signature);
        if (found is null || !hasSigned || !challenges.Verify(request.DeviceId, request.Challenge))
        {
            guesses.CountWrong(context, Guessing);
            return Problems.Refuse(StatusCodes.Status401Unauthorized, "challenge-wrong");
        }

        if (found.Device.RevokedAt is not null)
            return Problems.Refuse(StatusCodes.Status401Unauthorized, "device-revoked");
        var (token, claims) = tokens.Issue(found.Device.Id, found.Device.Owner);
        return TypedResults.Ok(new Answer(token, claims.ExpiresAt, tickets.Issue(), found.Epoch));
    }

    internal static ProblemHttpResult TooMany(HttpContext context, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Refuse(StatusCodes.Status429TooManyRequests, "too-many-requests", ("seconds", seconds));
    }

    private static byte[] MakeNobodysKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }
}
