using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

public sealed class KeyImportTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(KeyUsages.Test, "1.3.6.1.4.1.1847.2021.1.1")]
    [InlineData(KeyUsages.Vaccination, "1.3.6.1.4.1.0.1847.2021.1.2")]
    [InlineData(KeyUsages.Test | KeyUsages.Recovery, "1.3.6.1.4.1.1847.2021.1.1", "1.3.6.1.4.1.0.1847.2021.1.3")]
    [InlineData(KeyUsages.All, "1.3.6.1.5.5.7.3.2")]
    [InlineData(KeyUsages.All)]
    public void A_certificate_says_country_time_and_what_its_key_may_sign(KeyUsages expected, params string[] usages)
    {
        using var certificate = Certificate(usages);
        var der = certificate.RawData;

        var key = Assert.Single(KeyImport.Read(der, "file.der")!.Keys);

        Assert.Equal(("XA", expected, From, To, "file.der", TrustedKey.Es256), (key.Issuer, key.Usages, key.ValidFrom, key.ValidTo, key.Source, key.Algorithm));
        Assert.Equal(SHA256.HashData(der)[..8], key.Kid.ToArray());
    }

    [Fact]
    public void Of_a_file_with_several_certificates_each_usable_one_is_taken_and_the_others_are_named()
    {
        using var one = Certificate();
        using var curve = Certificate(key: ECDsa.Create(ECCurve.NamedCurves.nistP384));
        using var two = Certificate();
        var pem = $"a note\n{one.ExportCertificatePem()}\n{curve.ExportCertificatePem()}\n{two.ExportCertificatePem()}";

        var imported = KeyImport.Read(Encoding.ASCII.GetBytes(pem), "list.pem")!;

        Assert.Equal(2, imported.Keys.Count);
        Assert.Equal(new SkippedKey("2", "key-kind"), Assert.Single(imported.Skipped));
    }

    [Fact]
    public void A_document_of_an_authority_gives_its_keys_by_their_names()
    {
        using var certificate = Certificate("1.3.6.1.4.1.1847.2021.1.1");
        using var bare = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var point = bare.ExportParameters(includePrivateParameters: false).Q;
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        var document = JsonSerializer.Serialize(new
        {
            id = "did:web:example.org:trustlist",
            verificationMethod = new object[]
            {
                "did:web:example.org:elsewhere#list",
                new { id = "did:web:example.org:XA#AAECAwQFBgc%3D", publicKeyJwk = new { kty = "EC", crv = "P-256", x5c = new[] { Convert.ToBase64String(certificate.RawData) } } },
                new
                {
                    id = "did:web:example.org:v2:XB:DSC#-_v7-_v7-_s=",
                    controller = "did:web:example.org:v2:XB:DSC",
                    publicKeyJwk = new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) },
                },
                new { id = "did:web:example.org#AQ", publicKeyJwk = new { kty = "RSA", n = Base64Url.EncodeToString(numbers.Modulus), e = Base64Url.EncodeToString(numbers.Exponent) } },
                new { id = "did:web:example.org#Ag", publicKeyJwk = new { kty = "OKP", crv = "Ed25519", x = "AAAA" } },
            },
        });

        var imported = KeyImport.Read(Encoding.UTF8.GetBytes(document), "did.json")!;

        Assert.Equal(["0001020304050607", "FBFBFBFBFBFBFBFB", "01"], imported.Keys.Select(key => Convert.ToHexString(key.Kid.Span)));
        Assert.Equal([KeyUsages.Test, KeyUsages.All, KeyUsages.All], imported.Keys.Select(key => key.Usages));
        Assert.Equal(["XA", "XB"], imported.Keys.Take(2).Select(key => key.Issuer));
        Assert.Equal(TrustedKey.Ps256, imported.Keys[2].Algorithm);
        Assert.Equal(new SkippedKey("5", "key-kind"), Assert.Single(imported.Skipped));
    }

    [Fact]
    public void Our_own_list_comes_back_as_it_was_written()
    {
        using var certificate = Certificate("1.3.6.1.4.1.1847.2021.1.3");
        var key = KeyImport.OfCertificate(certificate.RawData, "county.pem");

        var read = Assert.Single(KeyImport.Read(Encoding.UTF8.GetBytes(TrustListFile.Write([key])), "other.json")!.Keys);

        Assert.Equal(
            (Convert.ToHexString(key.Kid.Span), Convert.ToHexString(key.PublicKey.Span), key.Issuer, key.Usages, key.ValidFrom, key.ValidTo, "county.pem"),
            (Convert.ToHexString(read.Kid.Span), Convert.ToHexString(read.PublicKey.Span), read.Issuer, read.Usages, read.ValidFrom, read.ValidTo, read.Source));
    }

    [Theory]
    [InlineData("\"usages\":[\"r\"]", "\"usages\":[\"x\"]")] // an unknown usage must not become all
    [InlineData("ES256", "PS256")]
    [InlineData("\"kid\":\"", "\"kid\":\"*")]
    [InlineData("\"issuer\"", "\"isuer\"")]
    public void A_row_that_is_not_understood_is_left_out(string from, string to)
    {
        using var certificate = Certificate("1.3.6.1.4.1.1847.2021.1.3");
        var list = TrustListFile.Write([KeyImport.OfCertificate(certificate.RawData, "county.pem")]);
        Assert.Contains(from, list, StringComparison.Ordinal);

        var imported = KeyImport.Read(Encoding.UTF8.GetBytes(list.Replace(from, to, StringComparison.Ordinal)), "list.json")!;

        Assert.Empty(imported.Keys);
        Assert.Equal(new SkippedKey("1", "key-damaged"), Assert.Single(imported.Skipped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("{\"keys\":")]
    [InlineData("[1,2]")]
    public void What_is_no_file_of_keys_is_none(string text) => Assert.Null(KeyImport.Read(Encoding.UTF8.GetBytes(text), "file"));

    [Fact]
    public void A_small_key_is_refused()
    {
        using var small = RSA.Create(1024);

        Assert.Throws<CryptographicException>(() => new TrustedKey("12345678"u8.ToArray(), small.ExportSubjectPublicKeyInfo()));
    }

    private static X509Certificate2 Certificate(params string[] usages) => Certificate(ECDsa.Create(ECCurve.NamedCurves.nistP256), usages);

    private static X509Certificate2 Certificate(ECDsa key, params string[] usages)
    {
        using (key)
        {
            var request = new CertificateRequest("C=XA, O=Example, CN=Signer", key, HashAlgorithmName.SHA256);
            if (usages.Length > 0)
            {
                var oids = new OidCollection();
                foreach (var usage in usages) oids.Add(new Oid(usage));
                request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, critical: false));
            }

            return request.CreateSelfSigned(From, To);
        }
    }
}
