using System.Buffers;

namespace RedVest.Certificates;

/// <summary>
/// From a text to an outcome: prefix, base45, zlib, COSE, CWT, schema, signature, time, usage, rule. Fails closed: only <see cref="Outcome.Accepted"/>
/// says that a rule may be met, and without a rule nothing is accepted. Safe for many threads.
/// </summary>
public sealed class Verifier(TrustList trust)
{
    /// <summary>More than any QR code holds (4,296 letters).</summary>
    public const int LongestText = 8192;

    /// <summary>A code of real issuers inflates to about a kilobyte.</summary>
    internal const int LongestMessage = 16_384;

    private const string Prefix = "HC1:";

    public TrustList Trust => trust;

    /// <param name="text">As scanned or pasted; line ends around it are taken off.</param>
    /// <param name="at">The instant for which time window and age of the sample are judged.</param>
    /// <param name="requirement">Today's rule; null leaves a good code <see cref="Outcome.Unruled"/>.</param>
    public Reading Read(ReadOnlySpan<char> text, DateTimeOffset at, Requirement? requirement = null)
    {
        var reading = new Reading();
        text = text.TrimStart().Trim("\r\n\t\uFEFF"); // not blanks behind it: they are letters of base45
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > LongestText)
        {
            var (outcome, detail) = Other(text);
            return reading.Fail(Step.Prefix, outcome, detail);
        }

        reading[Step.Prefix] = StepState.Ok;
        return Opened(text[Prefix.Length..], reading) is not { } message ? reading
            : !CoseSign1.TryRead(message, out var cose, out var fault) ? reading.Fail(Step.Cose, Outcome.Damaged, fault)
            : Judge(cose!, reading, at, requirement);
    }

    private static byte[]? Opened(ReadOnlySpan<char> text, Reading reading)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Base45.MaxDecoded(text.Length) + LongestMessage);
        try
        {
            if (!Base45.TryDecode(text, rented, out var length, out var detail))
            {
                reading.Fail(Step.Base45, Outcome.Damaged, detail);
                return null;
            }

            reading[Step.Base45] = StepState.Ok;
            var into = rented.AsSpan(length, LongestMessage);
            var result = Inflate.TryRun(rented.AsSpan(0, length), into, out var written);
            if (result == Inflate.Result.Ok)
            {
                reading[Step.Zlib] = StepState.Ok;
                return into[..written].ToArray();
            }

            reading.Fail(Step.Zlib, Outcome.Damaged, result switch
            {
                Inflate.Result.Header => "zlib-header",
                Inflate.Result.TooLarge => "zlib-too-large",
                _ => "zlib-broken",
            });
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true); // somebody's health was in it
        }
    }

    private Reading Judge(CoseSign1 cose, Reading reading, DateTimeOffset at, Requirement? requirement)
    {
        reading[Step.Cose] = StepState.Ok;
        reading.Kid = cose.Kid;
        reading.Algorithm = cose.Algorithm switch { CoseSign1.EcdsaSha256 => TrustedKey.Es256, CoseSign1.PssSha256 => TrustedKey.Ps256, _ => null };
        if (!Claims.TryRead(cose.Payload, out var read, out var fault)) return reading.Fail(Step.Cbor, Outcome.Damaged, fault);
        var claims = read!;
        reading[Step.Cbor] = StepState.Ok;
        reading.Claims = claims;
        (reading.Issuer, reading.IssuedAt, reading.ExpiresAt) = (claims.Issuer, Claims.Instant(claims.IssuedAt), Claims.Instant(claims.ExpiresAt));
        var certificate = DccSchema.Read(claims.Dcc, out var broken);
        reading.Certificate = broken is null ? certificate : null;
        reading[Step.Schema] = broken is null && certificate.Several is null ? StepState.Ok : StepState.Failed;

        // The steps from here on are all taken, so that the reading says what each found; the order of the outcomes decides.
        var outside = claims.Outside(at);
        reading[Step.Time] = outside is null ? StepState.Ok : StepState.Failed;
        var answer = trust.Check(cose, certificate.Needs, at);
        reading.Key = answer.Key;
        reading[Step.Signature] = answer.Key is null ? StepState.Failed : StepState.Ok;
        if (answer.Key is not null) reading[Step.Usage] = answer.No is null ? StepState.Ok : StepState.Failed;

        return broken is not null ? reading.As(Outcome.Damaged, broken)
            : answer.No is { } no ? reading.As(no, answer.Detail)
            : outside is { } when ? reading.As(when.Outcome, when.Detail)
            : Rules.Judge(reading, certificate, at, requirement);
    }

    /// <summary>A short word and a colon are another container; the rest is no code.</summary>
    private static (Outcome Outcome, string Detail) Other(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return (Outcome.NotACode, "empty");
        if (text.Length > LongestText) return (Outcome.NotACode, "too-long");
        var colon = text.IndexOf(':');
        if (colon is < 2 or > 8 || !char.IsAsciiLetter(text[0])) return (Outcome.NotACode, "no-prefix");
        foreach (var letter in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(letter)) return (Outcome.NotACode, "no-prefix");
        }

        return (Outcome.OtherPrefix, colon == 3 && text.StartsWith("HC", StringComparison.OrdinalIgnoreCase) ? "other-version" : "other-container");
    }
}
