using System.Buffers.Binary;
using System.Buffers.Text;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;

namespace RedVest.Kernel.Devices;

/// <summary>Who a session token speaks for, and since when.</summary>
public sealed record SessionClaims(Guid DeviceId, int Owner, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>A session token read: its claims, or why there are none.</summary>
public abstract record SessionCheck
{
    public sealed record Good(SessionClaims Claims) : SessionCheck;

    /// <summary>It was ours; the device opens a new session.</summary>
    public sealed record Expired : SessionCheck;

    /// <summary>Not ours, or changed.</summary>
    public sealed record Wrong : SessionCheck;
}

/// <summary>
/// The bearer tokens of devices. Nothing is stored: a token carries device, owner, issue and end under a mark of the key ring.
/// Revocation is looked up with each request by whoever verifies.
/// </summary>
public sealed class SessionTokens(KeyRing keys, TimeProvider clock)
{
    private const byte Version = 1;
    private const int Signed = 1 + 16 + 4 + 8 + 8, Whole = Signed + TokenMac.Length;

    /// <summary>The longest a token lives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private static readonly SessionCheck Expired = new SessionCheck.Expired(), Wrong = new SessionCheck.Wrong();

    private readonly TokenMac _mac = new(keys, "session");

    /// <param name="life">Above zero, at most <see cref="Life"/>.</param>
    public (string Token, SessionClaims Claims) Issue(Guid deviceId, int owner, TimeSpan life)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, Life);
        var now = Tokens.Milliseconds(clock.GetUtcNow());
        var claims = new SessionClaims(deviceId, owner, now, now + life);
        Span<byte> bytes = stackalloc byte[Whole];
        bytes[0] = Version;
        deviceId.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[17..], owner);
        Tokens.WriteInstant(bytes[21..], claims.IssuedAt);
        Tokens.WriteInstant(bytes[29..], claims.ExpiresAt);
        _mac.Write(bytes[..Signed], bytes[Signed..]);
        return (Base64Url.EncodeToString(bytes), claims);
    }

    public (string Token, SessionClaims Claims) Issue(Guid deviceId, int owner) => Issue(deviceId, owner, Life);

    public SessionCheck Verify(string token)
    {
        Span<byte> bytes = stackalloc byte[Whole];
        if (!Tokens.TryDecode(token, bytes) || !_mac.Fits(bytes[..Signed], bytes[Signed..]) || bytes[0] != Version) return Wrong;
        var claims = new SessionClaims(
            new Guid(bytes.Slice(1, 16), bigEndian: true),
            BinaryPrimitives.ReadInt32BigEndian(bytes[17..]),
            Tokens.ReadInstant(bytes[21..]),
            Tokens.ReadInstant(bytes[29..]));
        var now = clock.GetUtcNow();
        // The second condition: a server whose clock was set back must not lengthen the tokens of before.
        return now >= claims.ExpiresAt || claims.ExpiresAt - now > Life ? Expired : new SessionCheck.Good(claims);
    }
}
