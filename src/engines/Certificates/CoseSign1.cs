using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RedVest.Certificates;

/// <summary>COSE_Sign1 (RFC 9052): untagged, with tag 18, and inside a CWT with tag 61.</summary>
internal sealed class CoseSign1
{
    public const long EcdsaSha256 = -7, PssSha256 = -37;

    private const long AlgorithmHeader = 1, CriticalHeader = 2, KidHeader = 4;
    private const ulong Sign1Tag = 18, CwtTag = 61;

    private readonly ReadOnlyMemory<byte> _protected;

    private CoseSign1(ReadOnlyMemory<byte> protectedBytes, CborMap protectedHeader, CborMap header, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> signature)
    {
        _protected = protectedBytes;
        if (protectedHeader.Count == 0) _protected = default; // an empty header is signed as no bytes at all, however it was written
        (Payload, Signature) = (payload, signature);
        Algorithm = (protectedHeader.Has(AlgorithmHeader) ? protectedHeader.Get(AlgorithmHeader) : header.Get(AlgorithmHeader)) as long?;
        Kid = ((protectedHeader.Has(KidHeader) ? protectedHeader.Get(KidHeader) : header.Get(KidHeader)) as ReadOnlyMemory<byte>?) ?? default;
    }

    public ReadOnlyMemory<byte> Payload { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>What the code says; the key alone decides how it is verified. Null when it says nothing we know how to read.</summary>
    public long? Algorithm { get; }

    public string? AlgorithmName => Algorithm switch { EcdsaSha256 => TrustedKey.Es256, PssSha256 => TrustedKey.Ps256, _ => null };

    /// <summary>Of the protected header, else of the other; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Kid { get; }

    public static bool TryRead(ReadOnlyMemory<byte> message, out CoseSign1? cose, out string detail)
    {
        (cose, detail) = (null, "cose-cbor");
        if (!Cbor.TryRead(message, out var item)) return false;
        detail = "cose-structure";
        if (item is CborTagged { Number: CwtTag } cwt) item = cwt.Value;
        if (item is CborTagged { Number: Sign1Tag } sign1) item = sign1.Value;
        if (item is not List<object?> { Count: 4 } parts
            || parts[0] is not ReadOnlyMemory<byte> protectedBytes
            || parts[1] is not CborMap header
            || parts[2] is not ReadOnlyMemory<byte> payload
            || parts[3] is not ReadOnlyMemory<byte> signature)
            return false;
        object? protectedItem = new CborMap();
        if (protectedBytes.Length > 0 && !Cbor.TryRead(protectedBytes, out protectedItem)) return false;
        if (protectedItem is not CborMap protectedHeader) return false;
        detail = "cose-critical"; // something must be understood before this may be believed, and we do not
        if (protectedHeader.Has(CriticalHeader)) return false;
        cose = new CoseSign1(protectedBytes, protectedHeader, header, payload, signature);
        return true;
    }

    /// <summary>The SHA-256 of what was signed (Sig_structure of RFC 9052 §4.4).</summary>
    public void Digest(Span<byte> into)
    {
        var longest = SigStructure.Overhead + _protected.Length + Payload.Length;
        var rented = ArrayPool<byte>.Shared.Rent(longest);
        var length = SigStructure.Write(rented, _protected.Span, Payload.Span);
        SHA256.HashData(rented.AsSpan(0, length), into);
        ArrayPool<byte>.Shared.Return(rented);
    }
}

/// <summary>["Signature1", protected, h'', payload].</summary>
internal static class SigStructure
{
    public const int Overhead = 24;

    private const byte ArrayOfFour = 0x84, EmptyBytes = 0x40;

    public static int Write(Span<byte> into, ReadOnlySpan<byte> protectedBytes, ReadOnlySpan<byte> payload)
    {
        into[0] = ArrayOfFour;
        "jSignature1"u8.CopyTo(into[1..]); // 'j' is 0x6a, a text of ten bytes
        var at = 12 + Bytes(into[12..], protectedBytes);
        into[at++] = EmptyBytes;
        return at + Bytes(into[at..], payload);
    }

    private static int Bytes(Span<byte> into, ReadOnlySpan<byte> bytes)
    {
        int head;
        switch (bytes.Length)
        {
            case < 24:
                (into[0], head) = ((byte)(0x40 | bytes.Length), 1);
                break;
            case < 256:
                (into[0], into[1], head) = (0x58, (byte)bytes.Length, 2);
                break;
            default:
                into[0] = 0x59; // a code holds less than 65,536 bytes
                BinaryPrimitives.WriteUInt16BigEndian(into[1..], checked((ushort)bytes.Length));
                head = 3;
                break;
        }

        bytes.CopyTo(into[head..]);
        return head + bytes.Length;
    }
}
