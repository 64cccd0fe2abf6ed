using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RedVest.Tls;

/// <summary>A certificate somebody brings, for example from the city's own authority.</summary>
internal static class ImportedCertificate
{
    /// <summary>Checks and stores it. The server takes it within a minute, without a restart.</summary>
    /// <param name="certificatePath">PEM; the server's certificate first, then the intermediate ones.</param>
    /// <param name="keyPath">PEM, without a passphrase.</param>
    /// <returns>Null, or the key of the text that says why it was not taken.</returns>
    internal static string? Import(CertificateFiles files, string certificatePath, string keyPath, DateTimeOffset now)
    {
        string pem;
        X509Certificate2 certificate;
        try
        {
            pem = File.ReadAllText(certificatePath);
            using var read = X509Certificate2.CreateFromPem(pem, File.ReadAllText(keyPath));
            certificate = CertificateFiles.Usable(read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "tls.import.unreadable";
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return "tls.import.no-pair";
        }

        using (certificate)
        {
            if (now >= new DateTimeOffset(certificate.NotAfter) || now < new DateTimeOffset(certificate.NotBefore))
                return "tls.import.not-now";
            if (certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is null)
                return "tls.import.no-names";
            if (certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
                && !usage.EnhancedKeyUsages.OfType<Oid>().Any(oid => oid.Value is "1.3.6.1.5.5.7.3.1" or "2.5.29.37.0"))
                return "tls.import.not-server";
            files.WriteImported(pem, certificate);
            return null;
        }
    }
}
