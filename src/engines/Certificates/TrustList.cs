using System.Security.Cryptography;

namespace RedVest.Certificates;

/// <summary>The keys that are believed, by kid. Does not change; a new list takes its place.</summary>
public sealed class TrustList
{
    private readonly Dictionary<KeyId, TrustedKey[]> _byKid;

    public TrustList(IEnumerable<TrustedKey> keys)
    {
        Keys = [.. keys];
        _byKid = Keys.GroupBy(key => new KeyId(key.Kid)).ToDictionary(group => group.Key, group => group.ToArray());
    }

    public static TrustList Empty { get; } = new([]);

    public IReadOnlyList<TrustedKey> Keys { get; }

    /// <summary>Tries every key of the code's kid: those that made the signature, or why none did.</summary>
    internal (IReadOnlyList<TrustedKey> Signers, Outcome No, string Detail) Check(CoseSign1 cose)
    {
        if (cose.Kid.IsEmpty) return ([], Outcome.IssuerUnknown, "kid-missing");
        if (!_byKid.TryGetValue(new KeyId(cose.Kid), out var keys)) return ([], Outcome.IssuerUnknown, "kid-unknown");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        cose.Digest(digest);
        List<TrustedKey>? signers = null;
        foreach (var key in keys)
        {
            if (key.Verifies(cose.Algorithm, digest, cose.Signature.Span)) (signers ??= new(1)).Add(key);
        }

        return (
            (IReadOnlyList<TrustedKey>?)signers ?? [],
            Outcome.Forged,
            Array.Exists(keys, key => Says(key, cose.Algorithm)) ? "signature-wrong" : "algorithm-wrong");
    }

    private static bool Says(TrustedKey key, long? algorithm) =>
        algorithm == (key.Algorithm == TrustedKey.Es256 ? CoseSign1.EcdsaSha256 : CoseSign1.PssSha256);

    private readonly struct KeyId(ReadOnlyMemory<byte> bytes) : IEquatable<KeyId>
    {
        private readonly ReadOnlyMemory<byte> _bytes = bytes;

        public bool Equals(KeyId other) => _bytes.Span.SequenceEqual(other._bytes.Span);

        public override bool Equals(object? obj) => obj is KeyId other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.AddBytes(_bytes.Span);
            return hash.ToHashCode();
        }
    }
}
