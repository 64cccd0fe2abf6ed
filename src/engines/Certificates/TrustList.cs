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

    /// <summary>Tries every key of that kid and takes the one that fits best; the first answer that is not null says why not.</summary>
    internal TrustAnswer Check(CoseSign1 cose, KeyUsages needs, DateTimeOffset at)
    {
        if (cose.Kid.IsEmpty) return new(null, Outcome.IssuerUnknown, "kid-missing");
        if (!_byKid.TryGetValue(new KeyId(cose.Kid), out var keys)) return new(null, Outcome.IssuerUnknown, "kid-unknown");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        cose.Digest(digest);
        TrustAnswer? second = null;
        foreach (var key in keys)
        {
            if (!key.Verifies(cose.Algorithm, digest, cose.Signature.Span)) continue;
            if ((needs & ~key.Usages) != KeyUsages.None) second ??= new(key, Outcome.IssuerUnknown, "wrong-key-usage");
            else if (!key.Holds(at)) second = new(key, Outcome.IssuerUnknown, "key-outside-validity");
            else return new(key, null, "");
        }

        return second ?? new(null, Outcome.Forged, Array.Exists(keys, key => Says(key, cose.Algorithm)) ? "signature-wrong" : "algorithm-wrong");
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

/// <param name="Key">The key that made the signature, even where it may not have.</param>
/// <param name="No">Null when it is believed.</param>
internal readonly record struct TrustAnswer(TrustedKey? Key, Outcome? No, string Detail);
