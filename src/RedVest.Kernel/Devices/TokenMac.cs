using System.Security.Cryptography;
using RedVest.Kernel.Personal;

namespace RedVest.Kernel.Devices;

/// <summary>The mark by which the server knows its own words again: HMAC-SHA-256 under a key of one purpose, cut to 16 bytes.</summary>
internal sealed class TokenMac(KeyRing keys, string purpose)
{
    public const int Length = 16;

    private readonly byte[] _key = keys.Derive(purpose);

    public void Write(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, content, whole);
        whole[..Length].CopyTo(mac);
    }

    public bool Fits(ReadOnlySpan<byte> content, ReadOnlySpan<byte> mac)
    {
        Span<byte> right = stackalloc byte[Length];
        Write(content, right);
        return CryptographicOperations.FixedTimeEquals(right, mac);
    }
}
