using System.Buffers.Text;
using System.Security.Cryptography;

namespace RedVest.Drill.Devices;

/// <summary>An ECDSA P-256 key pair; signatures as WebCrypto gives them (r‖s, 64 bytes), base64url.</summary>
internal sealed class DeviceKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKey => Base64Url.EncodeToString(_key.ExportSubjectPublicKeyInfo());

    public string Sign(byte[] bytes) =>
        Base64Url.EncodeToString(_key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    public void Dispose() => _key.Dispose();
}
