using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>The COSE working group's messages with one signer, as far as they use our two algorithms and nothing that is signed beside the message.</summary>
internal static class CoseExamples
{
    private static readonly string[] Ours = ["ES256", "PS256"];

    public static IEnumerable<Check> Of(string root, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var json = document.RootElement;
            if (!json.TryGetProperty("input", out var input) || !input.TryGetProperty("sign0", out var signer) || signer.TryGetProperty("external", out _)
                || !signer.TryGetProperty("alg", out var algorithm) || !Ours.Contains(algorithm.GetString()))
                continue;
            var expected = !(json.TryGetProperty("fail", out var fail) && fail.GetBoolean());
            var message = Convert.FromHexString(json.GetProperty("output").GetProperty("cbor").GetString()!);
            var actual = CoseSign1.TryRead(message, out var cose, out var detail) && Verifies(cose!, signer.GetProperty("key"), out detail);
            yield return new Check(
                "cose-examples",
                Path.GetFileName(Path.GetDirectoryName(file))!,
                "signature",
                Path.GetRelativePath(root, file).Replace('\\', '/'),
                actual == expected ? Agreement.Agrees : Agreement.Disagrees,
                expected ? "true" : "false",
                $"{(actual ? "true" : "false")} ({detail})");
        }
    }

    private static bool Verifies(CoseSign1 cose, JsonElement jwk, out string detail)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        cose.Digest(digest);
        var verifies = new TrustedKey("any"u8.ToArray(), PublicKey(jwk)).Verifies(cose.Algorithm, digest, cose.Signature.Span);
        detail = verifies ? "ok" : "signature-wrong";
        return verifies;
    }

    private static byte[] PublicKey(JsonElement jwk)
    {
        if (jwk.GetProperty("kty").GetString() == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Number(jwk, "n"), Exponent = Number(jwk, "e") });
            return rsa.ExportSubjectPublicKeyInfo();
        }

        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Number(jwk, "x"), Y = Number(jwk, "y") } });
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Number(JsonElement jwk, string name) => jwk.TryGetProperty(name + "_hex", out var hex)
        ? Convert.FromHexString(hex.GetString()!)
        : Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
}
