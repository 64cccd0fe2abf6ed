using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace RedVest.Kernel.Personal;

/// <summary>The installation's signing keys, one a purpose: <c>keys/&lt;purpose&gt;.pem</c>, made when first asked for.</summary>
public sealed class SigningKeys(string keysFolder) : IDisposable
{
    private static readonly SearchValues<char> PurposeLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    private readonly ConcurrentDictionary<string, Lazy<SigningKey>> _keys = new(StringComparer.Ordinal);

    /// <summary>Seals of the audit chain.</summary>
    public SigningKey Seal => For("seal");

    /// <summary>Bundles and their manifest; its public part is the <c>serverKey</c> devices keep.</summary>
    public SigningKey Bundle => For("bundle");

    /// <param name="purpose">Lower-case letters and hyphens: it becomes a file name.</param>
    /// <exception cref="KeyFileException">The file is damaged, or others than its owner may read it.</exception>
    public SigningKey For(string purpose)
    {
        if (purpose.Length == 0 || purpose.AsSpan().ContainsAnyExcept(PurposeLetters)) throw new ArgumentException("Not a purpose.", nameof(purpose));
        return _keys.GetOrAdd(purpose, p => new Lazy<SigningKey>(() => SigningKey.OpenOrMake(Path.Combine(keysFolder, $"{p}.pem")))).Value;
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            if (key.IsValueCreated) key.Value.Dispose();
        }
    }
}

/// <summary>An ECDSA key on P-256 with SHA-256. Signatures are r‖s, 64 bytes, as WebCrypto has them.</summary>
/// <remarks>Importing a key costs more than a signature and one object shared by threads is slow: each thread keeps its own.</remarks>
public sealed class SigningKey : IDisposable
{
    private readonly ThreadLocal<ECDsa> _key;

    private SigningKey(ECParameters parameters)
    {
        _key = new(() => ECDsa.Create(parameters), trackAllValues: true);
        PublicKey = _key.Value!.ExportSubjectPublicKeyInfo();
        KeyId = Base64Url.EncodeToString(SHA256.HashData(PublicKey).AsSpan(0, 8));
    }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The first 8 bytes of the SHA-256 of <see cref="PublicKey"/>, base64url.</summary>
    public string KeyId { get; }

    public byte[] Sign(ReadOnlySpan<byte> content) =>
        _key.Value!.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        _key.Value!.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    internal static SigningKey OpenOrMake(string path)
    {
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.TryMake(path, Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem() + "\n"));
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Encoding.ASCII.GetString(PrivateFile.Read(path)));
            var parameters = key.ExportParameters(includePrivateParameters: true);
            if (parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value) return new SigningKey(parameters);
        }
        catch (Exception damaged) when (damaged is ArgumentException or CryptographicException)
        {
            throw new KeyFileException($"{path} holds no usable private key. Put back the copy from the backup of the keys.", damaged);
        }

        throw new KeyFileException($"{path} holds a key of another kind; P-256 is needed.");
    }

    public void Dispose()
    {
        foreach (var key in _key.Values) key.Dispose();
        _key.Dispose();
    }
}
