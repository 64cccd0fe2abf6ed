using System.Buffers.Text;
using System.Security.Cryptography;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;

namespace RedVest.Kernel.Devices;

/// <summary>
/// What a device signs to open a session (docs/protocol.md §2). Nothing is stored: the challenge carries its end and a mark over
/// itself and the device, so it serves one device for two minutes, known to us or not.
/// </summary>
public sealed class Challenges(KeyRing keys, TimeProvider clock)
{
    private const int Nonce = 16, Signed = Nonce + 8, Whole = Signed + TokenMac.Length;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly TokenMac _mac = new(keys, "challenge");

    public (string Challenge, DateTimeOffset ExpiresAt) Issue(Guid deviceId)
    {
        var expiresAt = Tokens.Milliseconds(clock.GetUtcNow() + Life);
        Span<byte> bytes = stackalloc byte[Whole];
        RandomNumberGenerator.Fill(bytes[..Nonce]);
        Tokens.WriteInstant(bytes[Nonce..], expiresAt);
        _mac.Write(ForDevice(bytes[..Signed], deviceId, stackalloc byte[16 + Signed]), bytes[Signed..]);
        return (Base64Url.EncodeToString(bytes), expiresAt);
    }

    /// <summary>Whether this challenge was given to this device in the last two minutes. Says nothing about the signature.</summary>
    public bool Verify(Guid deviceId, string challenge)
    {
        Span<byte> bytes = stackalloc byte[Whole];
        if (!Tokens.TryDecode(challenge, bytes)) return false;
        if (!_mac.Fits(ForDevice(bytes[..Signed], deviceId, stackalloc byte[16 + Signed]), bytes[Signed..])) return false;
        var expiresAt = Tokens.ReadInstant(bytes[Nonce..]);
        var now = clock.GetUtcNow();
        return now < expiresAt && expiresAt - now <= Life; // a clock set back must not lengthen it
    }

    private static ReadOnlySpan<byte> ForDevice(ReadOnlySpan<byte> challenge, Guid deviceId, Span<byte> content)
    {
        deviceId.TryWriteBytes(content, bigEndian: true, out _);
        challenge.CopyTo(content[16..]);
        return content;
    }
}
