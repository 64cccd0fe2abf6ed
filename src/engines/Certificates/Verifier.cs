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

    /// <inheritdoc cref="SignedCode.At"/>
    public Reading Read(ReadOnlySpan<char> text, DateTimeOffset at, Requirement? requirement = null) => Open(text).At(at, requirement);

    /// <summary>All that does not depend on the time: the costly part, which may be kept for a while.</summary>
    /// <param name="text">As scanned or pasted; line ends around it are taken off.</param>
    public SignedCode Open(ReadOnlySpan<char> text)
    {
        text = text.TrimStart().Trim("\r\n\t\uFEFF"); // not blanks behind it: they are letters of base45
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > LongestText)
        {
            var (outcome, detail) = Other(text);
            return SignedCode.Broken(Step.Prefix, outcome, detail);
        }

        return Message(text[Prefix.Length..], out var message) is { } broken ? broken
            : !CoseSign1.TryRead(message, out var cose, out var fault) ? SignedCode.Broken(Step.Cose, Outcome.Damaged, fault)
            : !Claims.TryRead(cose!.Payload, out var claims, out fault) ? SignedCode.Broken(Step.Cbor, Outcome.Damaged, fault, cose)
            : SignedCode.Whole(cose, claims!, trust.Check(cose));
    }

    /// <returns>What is wrong; null when the message is there.</returns>
    private static SignedCode? Message(ReadOnlySpan<char> text, out byte[] message)
    {
        message = [];
        var rented = ArrayPool<byte>.Shared.Rent(Base45.MaxDecoded(text.Length) + LongestMessage);
        try
        {
            if (!Base45.TryDecode(text, rented, out var length, out var detail)) return SignedCode.Broken(Step.Base45, Outcome.Damaged, detail);
            var into = rented.AsSpan(length, LongestMessage);
            var result = Inflate.TryRun(rented.AsSpan(0, length), into, out var written);
            if (result != Inflate.Result.Ok) return SignedCode.Broken(Step.Zlib, Outcome.Damaged, Inflate.Code(result));
            message = into[..written].ToArray();
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
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
