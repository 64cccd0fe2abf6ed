using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace RedVest.Certificates;

/// <summary>Keys of a DID document as health authorities publish them: a JWK each, usually with its certificate (x5c), named by the kid.</summary>
internal static class DidDocument
{
    public static IEnumerable<(string Place, JsonElement Method)> Keys(JsonElement methods)
    {
        var n = 0;
        foreach (var method in methods.EnumerateArray())
        {
            n++;
            if (method.ValueKind == JsonValueKind.Object) yield return (n.ToString(null, null), method); // a text only points to another document
        }
    }

    public static TrustedKey Read(JsonElement method, string source)
    {
        var jwk = method.GetProperty("publicKeyJwk");
        var kid = KidOf(method, jwk);
        if (jwk.TryGetProperty("x5c", out var chain) && chain.ValueKind == JsonValueKind.Array && chain.GetArrayLength() > 0)
            return KeyImport.OfCertificate(Convert.FromBase64String(chain[0].GetString() ?? ""), source, kid);
        return new TrustedKey(kid, PublicKey(jwk)) { Issuer = IssuerOf(method), Source = source };
    }

    /// <summary>Behind the number sign of the id, in base64 of either alphabet, percent signs undone; else the JWK's own.</summary>
    private static ReadOnlyMemory<byte> KidOf(JsonElement method, JsonElement jwk)
    {
        var id = method.TryGetProperty("id", out var said) ? said.GetString() ?? "" : "";
        var name = id.Contains('#', StringComparison.Ordinal) ? Uri.UnescapeDataString(id[(id.LastIndexOf('#') + 1)..])
            : jwk.TryGetProperty("kid", out var own) ? own.GetString() ?? "" : "";
        return Base64Url.DecodeFromChars(name.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
    }

    private static byte[] PublicKey(JsonElement jwk)
    {
        if (jwk.GetProperty("kty").GetString() == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Number(jwk, "n"), Exponent = Number(jwk, "e") });
            return rsa.ExportSubjectPublicKeyInfo();
        }

        if (jwk.GetProperty("kty").GetString() != "EC" || jwk.GetProperty("crv").GetString() != "P-256")
            throw new CryptographicException("Only keys on P-256 and RSA keys are taken.");
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Number(jwk, "x"), Y = Number(jwk, "y") } });
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Number(JsonElement jwk, string name) =>
        Base64Url.DecodeFromChars((jwk.GetProperty(name).GetString() ?? "").TrimEnd('=').Replace('+', '-').Replace('/', '_'));

    /// <summary>The participant in a name such as <c>did:web:host:v2:trustlist:DCC:XXA:DSC</c>.</summary>
    private static string IssuerOf(JsonElement method)
    {
        var parts = (method.TryGetProperty("controller", out var controller) ? controller.GetString() ?? "" : "").Split('#')[0].Split(':');
        return parts.Length > 2 ? Array.FindLast(parts, part => part.Length is 2 or 3 && part != "DSC" && part != "DCC") ?? parts[2] : "";
    }
}
