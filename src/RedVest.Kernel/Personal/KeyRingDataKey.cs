using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RedVest.Kernel.Personal;

/// <summary>One version of the key that encrypts values: AES-256-GCM with a random nonce.</summary>
/// <remarks>A cipher object serves one thread at a time, so each thread has its own.</remarks>
internal sealed class DataKey(int version, byte[] key) : IDisposable
{
    private const int Head = 2, Nonce = 12, Tag = 16;
    public const int Overhead = Head + Nonce + Tag;

    private readonly ThreadLocal<AesGcm> _cipher = new(() => new AesGcm(key, Tag), trackAllValues: true);

    public int Version => version;

    public byte[] Encrypt(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place)
    {
        var value = new byte[Overhead + plain.Length];
        BinaryPrimitives.WriteUInt16BigEndian(value, (ushort)version);
        var nonce = value.AsSpan(Head, Nonce);
        RandomNumberGenerator.Fill(nonce);
        _cipher.Value!.Encrypt(nonce, plain, value.AsSpan(Head + Nonce, plain.Length), value.AsSpan(value.Length - Tag), place);
        return value;
    }

    public byte[] Decrypt(ReadOnlySpan<byte> value, ReadOnlySpan<byte> place)
    {
        var plain = new byte[value.Length - Overhead];
        _cipher.Value!.Decrypt(value.Slice(Head, Nonce), value[(Head + Nonce)..^Tag], value[^Tag..], plain, place);
        return plain;
    }

    public void Dispose()
    {
        foreach (var cipher in _cipher.Values) cipher.Dispose();
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }
}
