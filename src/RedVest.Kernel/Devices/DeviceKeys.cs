using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RedVest.Kernel.Devices;

/// <summary>Public keys of devices and what is signed with them: ECDSA on P-256 with SHA-256, r‖s, as WebCrypto has it.</summary>
public static class DeviceKeys
{
    private const int SignatureLength = 64;

    private static readonly KeptKeys Kept = new(most: 4096);

    /// <summary>The key as kept; null when the text is no P-256 key in SPKI DER.</summary>
    public static byte[]? Read(string base64Url)
    {
        if (base64Url.Length > 200)
            return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(base64Url);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            return read == bytes.Length && IsP256(key) ? key.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception nonsense) when (nonsense is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the key signed these bytes.</summary>
    public static bool HasSigned(byte[] publicKey, ReadOnlySpan<byte> content, string signatureBase64Url)
    {
        if (signatureBase64Url.Length != Base64Url.GetEncodedLength(SignatureLength) || !Base64Url.IsValid(signatureBase64Url))
            return false;
        return Kept.Verify(publicKey, content, Base64Url.DecodeFromChars(signatureBase64Url));
    }

    /// <summary>What a device signs to open a session.</summary>
    public static byte[] SessionWords(string challenge) => Encoding.UTF8.GetBytes("redvest-session:" + challenge);

    private static bool IsP256(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
    }
}
