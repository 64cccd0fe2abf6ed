namespace RedVest.Certificates;

/// <summary>The claims around a certificate (CWT, RFC 8392): who issued it, and from when to when it holds.</summary>
/// <param name="IssuedAt">Seconds since 1970, fractions allowed; null when it is not said.</param>
/// <param name="Dcc">Claim -260, member 1; null for a pass.</param>
/// <param name="Pass">Claim -260, member -1; null for a certificate.</param>
internal sealed record Claims(string? Issuer, double? IssuedAt, double? NotBefore, double? ExpiresAt, CborMap? Dcc, CborMap? Pass)
{
    private const long IssuerClaim = 1, ExpiresClaim = 4, NotBeforeClaim = 5, IssuedClaim = 6, HealthClaim = -260, DccMember = 1;
    private const ulong EpochTag = 1;

    public static bool TryRead(ReadOnlyMemory<byte> payload, out Claims? claims, out string detail)
    {
        (claims, detail) = (null, "payload-cbor");
        if (!Cbor.TryRead(payload, out var item)) return false;
        detail = "payload-structure";
        if (item is not CborMap map
            || !TryInstant(map.Get(IssuedClaim), out var issued)
            || !TryInstant(map.Get(NotBeforeClaim), out var notBefore)
            || !TryInstant(map.Get(ExpiresClaim), out var expires))
            return false;
        detail = "no-certificate";
        if (map.Get(HealthClaim) is not CborMap health) return false;
        var (dcc, pass) = (health.Get(DccMember) as CborMap, health.Get(PassClaims.Member) as CborMap);
        if (dcc is null && pass is null) return false;
        claims = new Claims((map.Get(IssuerClaim) as string)?.Trim(), issued, notBefore, expires, dcc, dcc is null ? pass : null);
        return true;
    }

    /// <summary>Why this does not hold at an instant, or null when it does.</summary>
    /// <remarks>The last second still counts, as the public test data has it. What names no end was not meant to be believed for ever.</remarks>
    public (Outcome Outcome, string Detail)? Outside(DateTimeOffset at)
    {
        var now = at.ToUnixTimeMilliseconds() / 1000.0;
        return now < IssuedAt ? (Outcome.NotYetValid, "issued-in-future")
            : now < NotBefore ? (Outcome.NotYetValid, "not-before")
            : ExpiresAt is not { } end ? (Outcome.Expired, "no-expiry")
            : now > end ? (Outcome.Expired, "expired")
            : null;
    }

    public static DateTimeOffset? Instant(double? seconds) =>
        seconds is > -62_135_596_800 and < 253_402_300_800 and var s ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(s * 1000)) : null;

    private static bool TryInstant(object? item, out double? seconds)
    {
        if (item is CborTagged { Number: EpochTag } tagged) item = tagged.Value;
        seconds = item switch { long whole => whole, double part when double.IsFinite(part) => part, _ => null };
        return item is null || seconds is not null;
    }
}
