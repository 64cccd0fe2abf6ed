using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace RedVest.Certificates;

/// <summary>What a key may sign. A key that names nothing may sign all three kinds of certificates, and no passes.</summary>
[Flags]
public enum KeyUsages
{
    None = 0,
    Test = 1,
    Vaccination = 2,
    Recovery = 4,
    All = Test | Vaccination | Recovery,

    /// <summary>Commuter passes of our own form.</summary>
    Pass = 8,
}

/// <summary>One public key that is believed. Safe for many threads.</summary>
/// <remarks>An import costs more than a verification and an object shared by threads is slow, so imported keys are lent out one to a thread.</remarks>
public sealed class TrustedKey
{
    public const string Es256 = "ES256", Ps256 = "PS256";

    private const string EcKey = "1.2.840.10045.2.1", RsaKey = "1.2.840.113549.1.1.1", RsaPssKey = "1.2.840.113549.1.1.10", P256 = "1.2.840.10045.3.1.7";
    private const int SmallestRsa = 2048, LargestRsa = 8192;

    private readonly byte[] _publicKey;
    private readonly byte[]? _rsaKey;
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    /// <param name="kid">As codes name it: for certificates the first 8 bytes of their SHA-256.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo, DER.</param>
    /// <exception cref="CryptographicException">Not a key on P-256 nor RSA of 2,048 to 8,192 bits.</exception>
    public TrustedKey(ReadOnlyMemory<byte> kid, ReadOnlySpan<byte> publicKey)
    {
        if (kid.Length is 0 or > 64) throw new CryptographicException("A key id has 1 to 64 bytes.");
        Kid = kid;
        _publicKey = publicKey.ToArray();
        Algorithm = AlgorithmOf(_publicKey, out _rsaKey);
        _idle.Add(Import()); // a key that cannot be imported is refused now, not at the lane
    }

    public ReadOnlyMemory<byte> Kid { get; }

    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>ES256 or PS256. The key decides; a code that says another algorithm is refused.</summary>
    public string Algorithm { get; }

    /// <summary>Country, owner or organisation, as people call it.</summary>
    public string Issuer { get; init; } = "";

    public KeyUsages Usages { get; init; } = KeyUsages.All;

    /// <summary>Null: from ever.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The last instant; null: without end.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Where it came from: <c>own</c>, a file's name.</summary>
    public string Source { get; init; } = "";

    /// <summary>The same key for any time: for looking at codes as of a day when their certificates were not valid.</summary>
    public TrustedKey WithoutValidity() => new(Kid, _publicKey) { Issuer = Issuer, Usages = Usages, Source = Source };

    /// <summary>The same key out of another source.</summary>
    public TrustedKey From(string source) => new(Kid, _publicKey) { Issuer = Issuer, Usages = Usages, ValidFrom = ValidFrom, ValidTo = ValidTo, Source = source };

    internal bool Holds(DateTimeOffset at) => !(at < ValidFrom) && !(at > ValidTo);

    internal bool Verifies(long? algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (algorithm != (_rsaKey is null ? CoseSign1.EcdsaSha256 : CoseSign1.PssSha256)) return false;
        var key = _idle.TryTake(out var idle) ? idle : Import();
        var verifies = key switch
        {
            ECDsa ecdsa => signature.Length == 64 && ecdsa.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            RSA rsa => signature.Length == rsa.KeySize / 8 && rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => false,
        };
        _idle.Add(key);
        return verifies;
    }

    private AsymmetricAlgorithm Import()
    {
        if (_rsaKey is null)
        {
            var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(_publicKey, out _);
            return ecdsa;
        }

        var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(_rsaKey, out _);
        return rsa.KeySize is >= SmallestRsa and <= LargestRsa ? rsa : throw new CryptographicException("An RSA key has 2,048 to 8,192 bits.");
    }

    /// <param name="rsaKey">The inner key of an RSA key, under whichever of its two names.</param>
    private static string AlgorithmOf(byte[] publicKey, out byte[]? rsaKey)
    {
        rsaKey = null;
        try
        {
            var info = new AsnReader(publicKey, AsnEncodingRules.DER).ReadSequence();
            var algorithm = info.ReadSequence();
            switch (algorithm.ReadObjectIdentifier())
            {
                case EcKey when algorithm.HasData && algorithm.PeekTag() == Asn1Tag.ObjectIdentifier && algorithm.ReadObjectIdentifier() == P256:
                    return Es256;
                case RsaKey or RsaPssKey:
                    rsaKey = info.ReadBitString(out _);
                    return Ps256;
                default:
                    throw new CryptographicException("Only keys on P-256 and RSA keys are taken.");
            }
        }
        catch (AsnContentException broken)
        {
            throw new CryptographicException("Not a public key.", broken);
        }
    }
}
