using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace RedVest.Certificates;

/// <param name="Place">Which one of the file.</param>
/// <param name="Reason">A stable code: <c>key-kind</c>, <c>key-damaged</c>.</param>
public sealed record SkippedKey(string Place, string Reason);

/// <summary>What a file of keys held. One key that we cannot use does not take away the others.</summary>
public sealed record ImportedKeys(IReadOnlyList<TrustedKey> Keys, IReadOnlyList<SkippedKey> Skipped);

/// <summary>Reads public keys: certificates in PEM or DER, DID documents with JWK and x5c, and our own trust list. The bytes say which it is.</summary>
public static class KeyImport
{
    private const int KidBytes = 8;
    private const string ExtendedKeyUsage = "2.5.29.37", Country = "2.5.4.6";

    private static readonly string[] UsageArcs = ["1.3.6.1.4.1.1847.2021.1.", "1.3.6.1.4.1.0.1847.2021.1."];

    /// <param name="source">What the keys are remembered to come from: a file's name without its folder.</param>
    /// <returns>Null when the file is none of these.</returns>
    public static ImportedKeys? Read(ReadOnlySpan<byte> file, string source)
    {
        var start = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        start = start.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty) return null;
        if (start[0] == '{') return Json(start, source);
        return start.IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0 ? Pem(Encoding.Latin1.GetString(start), source)
            : file[0] == 0x30 ? Collect([("1", file.ToArray())], der => OfCertificate(der, source))
            : null;
    }

    /// <summary>The key of one certificate; its kid is the first 8 bytes of the SHA-256 of the whole.</summary>
    /// <exception cref="CryptographicException">Not a certificate, or a key that cannot be used.</exception>
    public static TrustedKey OfCertificate(byte[] der, string source, ReadOnlyMemory<byte> kid = default)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return new TrustedKey(kid.IsEmpty ? SHA256.HashData(der).AsMemory(0, KidBytes) : kid, certificate.PublicKey.ExportSubjectPublicKeyInfo())
        {
            Issuer = CountryOf(certificate),
            Usages = UsagesOf(certificate),
            ValidFrom = new DateTimeOffset(certificate.NotBefore),
            ValidTo = new DateTimeOffset(certificate.NotAfter),
            Source = source,
        };
    }

    private static ImportedKeys Pem(string text, string source)
    {
        var found = new List<(string, byte[])>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label].SequenceEqual("CERTIFICATE")) found.Add(((found.Count + 1).ToString(null, null), Convert.FromBase64String(rest[fields.Base64Data].ToString())));
            rest = rest[fields.Location.End..];
        }

        return Collect(found, der => OfCertificate(der, source));
    }

    private static ImportedKeys? Json(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return root.TryGetProperty("verificationMethod", out var methods) && methods.ValueKind == JsonValueKind.Array
                    ? Collect(DidDocument.Keys(methods), one => DidDocument.Read(one, source))
                : root.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
                    ? Collect(keys.EnumerateArray().Select((key, n) => ((n + 1).ToString(null, null), key)), one => TrustListFile.Read(one, source))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImportedKeys Collect<T>(IEnumerable<(string Place, T One)> all, Func<T, TrustedKey> read)
    {
        var keys = new List<TrustedKey>();
        var skipped = new List<SkippedKey>();
        foreach (var (place, one) in all)
        {
            try
            {
                keys.Add(read(one));
            }
            catch (Exception broken) when (broken is CryptographicException or FormatException or AsnContentException or InvalidOperationException or KeyNotFoundException)
            {
                skipped.Add(new SkippedKey(place, broken is CryptographicException { InnerException: null } ? "key-kind" : "key-damaged"));
            }
        }

        return new ImportedKeys(keys, skipped);
    }

    private static string CountryOf(X509Certificate2 certificate) =>
        CountryOf(certificate.SubjectName) ?? CountryOf(certificate.IssuerName) ?? certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    private static string? CountryOf(X500DistinguishedName name) => name.EnumerateRelativeDistinguishedNames()
        .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == Country).Select(part => part.GetSingleElementValue()).FirstOrDefault();

    /// <summary>The two arcs name the same three usages, the second by a slip that certificates in the field carry.</summary>
    private static KeyUsages UsagesOf(X509Certificate2 certificate)
    {
        var usages = KeyUsages.None;
        foreach (var extension in certificate.Extensions.Where(e => e.Oid?.Value == ExtendedKeyUsage))
        {
            foreach (var oid in new X509EnhancedKeyUsageExtension(extension, extension.Critical).EnhancedKeyUsages)
            {
                foreach (var arc in UsageArcs.Where(arc => oid.Value?.StartsWith(arc, StringComparison.Ordinal) == true))
                    usages |= oid.Value![arc.Length..] switch { "1" => KeyUsages.Test, "2" => KeyUsages.Vaccination, "3" => KeyUsages.Recovery, _ => KeyUsages.None };
            }
        }

        return usages == KeyUsages.None ? KeyUsages.All : usages;
    }
}
