using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RedVest.Kernel.Personal;

/// <summary>
/// The secrets of one installation, outside its database: what encrypts document numbers and phones, what turns them into a keyed
/// hash for exact look-up, and what the short-lived tokens are authenticated with. Safe for many threads.
/// </summary>
public sealed class KeyRing : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<int, DataKey> _dataKeys;
    private readonly DataKey _newest;
    private readonly byte[] _hashKey;
    private readonly byte[] _master;

    internal KeyRing(KeyRingFile.Content content)
    {
        _dataKeys = content.Data.ToDictionary(key => key.Version, key => new DataKey(key.Version, key.Key));
        _newest = _dataKeys[_dataKeys.Keys.Max()];
        _hashKey = content.Hash.Key;
        _master = content.Master;
        HashVersion = content.Hash.Version;
        Fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(Derive("fingerprint"), _hashKey).AsSpan(0, 12));
    }

    /// <summary>The version of the key behind <see cref="Hash"/>, to be kept beside hashes; another version never finds them.</summary>
    public int HashVersion { get; }

    /// <summary>The version new values are encrypted with.</summary>
    public int DataVersion => _newest.Version;

    /// <summary>
    /// Says nothing about the secrets and stays the same when data keys are added. The database remembers it, so that a start with other
    /// keys (a restore without them, two data folders mixed up) stops at once and does not fail at the first lane.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Opens <c>data.json</c> in a folder, made on the first start.</summary>
    /// <exception cref="KeyFileException">The file is damaged, or others than its owner may read it.</exception>
    public static KeyRing Open(string keysFolder, TimeProvider clock) => new(KeyRingFile.OpenOrMake(keysFolder, clock.GetUtcNow()));

    /// <summary>Encrypts one value for one place: it can be read back only with the same table, column, row and owner.</summary>
    /// <returns>Key version (2 bytes), nonce (12), ciphertext, tag (16).</returns>
    public byte[] Encrypt(string table, string column, Guid rowId, int owner, ReadOnlySpan<byte> plain) =>
        _newest.Encrypt(plain, Place(table, column, rowId, owner));

    /// <inheritdoc cref="Encrypt(string, string, Guid, int, ReadOnlySpan{byte})"/>
    /// <exception cref="EncoderFallbackException">The text holds half a character (a lone surrogate).</exception>
    public byte[] Encrypt(string table, string column, Guid rowId, int owner, string text) =>
        Encrypt(table, column, rowId, owner, Strict.GetBytes(text));

    /// <exception cref="CryptographicException">Not of this place, not of this ring, or damaged.</exception>
    public byte[] Decrypt(string table, string column, Guid rowId, int owner, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < DataKey.Overhead) throw new CryptographicException("The encrypted value is too short.");
        var version = BinaryPrimitives.ReadUInt16BigEndian(sealedValue);
        return _dataKeys.TryGetValue(version, out var key)
            ? key.Decrypt(sealedValue, Place(table, column, rowId, owner))
            : throw new CryptographicException($"Key version {version} is not in the ring.");
    }

    /// <inheritdoc cref="Decrypt"/>
    public string DecryptText(string table, string column, Guid rowId, int owner, ReadOnlySpan<byte> sealedValue) =>
        Strict.GetString(Decrypt(table, column, rowId, owner, sealedValue));

    /// <summary>Whether a folder holds a key ring; <see cref="Open"/> would make one where there is none.</summary>
    public static bool IsIn(string keysFolder) => File.Exists(Path.Combine(keysFolder, KeyRingFile.Name));

    /// <summary>The keyed hash of a value in its canonical form: equal values are found without being readable.</summary>
    /// <param name="kind">What is hashed (<c>resident-id</c>, <c>phone</c>): equal texts of two kinds have different hashes.</param>
    /// <param name="canonical">Already canonical; this looks at the bytes only.</param>
    /// <returns>32 bytes, the same on every node and for every owner of the installation.</returns>
    /// <exception cref="EncoderFallbackException">The text holds half a character (a lone surrogate).</exception>
    public byte[] Hash(string kind, string canonical)
    {
        if (kind.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("A kind holds no U+0000.", nameof(kind));
        return HMACSHA256.HashData(_hashKey, Strict.GetBytes($"{kind}\0{canonical}"));
    }

    /// <summary>A key of 32 bytes for one purpose, always the same for the same ring, and of no use for any other purpose.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, info: Strict.GetBytes($"redvest:{purpose}"));

    public void Dispose()
    {
        foreach (var key in _dataKeys.Values) key.Dispose();
        CryptographicOperations.ZeroMemory(_hashKey);
        CryptographicOperations.ZeroMemory(_master);
    }

    /// <summary>The place as bytes, lengths first, so that no two places share them.</summary>
    private static byte[] Place(string table, string column, Guid rowId, int owner)
    {
        var place = new byte[4 + 16 + 2 + Strict.GetByteCount(table) + Strict.GetByteCount(column)];
        BinaryPrimitives.WriteInt32BigEndian(place, owner);
        rowId.TryWriteBytes(place.AsSpan(4), bigEndian: true, out _);
        var length = Strict.GetBytes(table, place.AsSpan(22));
        BinaryPrimitives.WriteUInt16BigEndian(place.AsSpan(20), checked((ushort)length));
        Strict.GetBytes(column, place.AsSpan(22 + length));
        return place;
    }
}
