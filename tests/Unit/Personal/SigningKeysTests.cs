using System.Buffers.Text;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using RedVest.Kernel.Personal;

namespace RedVest.Unit.Tests.Personal;

public sealed class SigningKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_signature_is_what_a_browser_verifies()
    {
        using var keys = new SigningKeys(_folder);
        var signature = keys.Bundle.Sign("manifest"u8);

        using var device = ECDsa.Create();
        device.ImportSubjectPublicKeyInfo(keys.Bundle.PublicKey, out _);
        Assert.Equal(64, signature.Length);
        Assert.True(device.VerifyData("manifest"u8, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    [Fact]
    public void A_key_verifies_its_own_and_nothing_else()
    {
        using var keys = new SigningKeys(_folder);
        var signature = keys.Seal.Sign("seal"u8);

        Assert.True(keys.Seal.Verify("seal"u8, signature));
        Assert.False(keys.Seal.Verify("sea1"u8, signature));
        Assert.False(keys.Bundle.Verify("seal"u8, signature));
        Assert.False(keys.Seal.Verify("seal"u8, signature.AsSpan(1)));
    }

    [Fact]
    public void A_key_is_the_same_after_a_restart_and_is_named_by_its_hash()
    {
        using var keys = new SigningKeys(_folder);
        using var restarted = new SigningKeys(_folder);

        Assert.True(restarted.Seal.Verify("seal"u8, keys.Seal.Sign("seal"u8)));
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(keys.Seal.PublicKey).AsSpan(0, 8)), restarted.Seal.KeyId);
        Assert.NotEqual(keys.Seal.KeyId, keys.Bundle.KeyId);
    }

    [Fact]
    public void Many_threads_sign_and_verify_at_once()
    {
        using var keys = new SigningKeys(_folder);

        Parallel.For(0, 2000, i =>
        {
            var content = BitConverter.GetBytes(i);
            Assert.True(keys.Seal.Verify(content, keys.Seal.Sign(content)));
        });
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_key_file_is_its_owners_alone_or_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a Unix matter.");
        using var keys = new SigningKeys(_folder);
        _ = keys.Seal;
        var path = Path.Combine(_folder, "seal.pem");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        using var restarted = new SigningKeys(_folder);
        Assert.Throws<KeyFileException>(() => restarted.Seal);
    }

    [Fact]
    public void A_damaged_key_or_one_of_another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        PrivateFile.TryMake(Path.Combine(_folder, "seal.pem"), System.Text.Encoding.ASCII.GetBytes(other.ExportPkcs8PrivateKeyPem()));
        PrivateFile.TryMake(Path.Combine(_folder, "bundle.pem"), "nothing"u8);
        using var keys = new SigningKeys(_folder);

        Assert.Throws<KeyFileException>(() => keys.Seal);
        Assert.Throws<KeyFileException>(() => keys.Bundle);
        Assert.Throws<ArgumentException>(() => keys.For("../data"));
    }
}
