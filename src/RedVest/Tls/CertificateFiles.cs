using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using RedVest.Kernel.Personal;

namespace RedVest.Tls;

/// <summary>
/// The folder of certificates: <c>ca.crt</c>, <c>ca.key</c> (the county's own authority), <c>server.crt</c>, <c>server.key</c> (made by it),
/// and, if somebody brought a certificate of their own, <c>imported.crt</c>, <c>imported.key</c>. PEM throughout; keys are 0600.
/// </summary>
internal sealed class CertificateFiles(string folder)
{
    internal string Folder => folder;

    internal string AuthorityPath => Path.Combine(folder, "ca.crt");

    internal X509Certificate2? ReadAuthority() => Read("ca");

    internal X509Certificate2? ReadServer() => Read("server");

    internal X509Certificate2? ReadImported() => Read("imported");

    /// <summary>The certificates that came with an imported one: what a phone needs to build the chain.</summary>
    internal X509Certificate2Collection ReadImportedChain()
    {
        var chain = new X509Certificate2Collection();
        if (File.Exists(PathOf("imported.crt")))
        {
            chain.ImportFromPemFile(PathOf("imported.crt"));
            chain.RemoveAt(0);
        }

        return chain;
    }

    internal void WriteAuthority(X509Certificate2 certificate) => Write("ca", certificate.ExportCertificatePem(), KeyPem(certificate));

    internal void WriteServer(X509Certificate2 certificate) => Write("server", certificate.ExportCertificatePem(), KeyPem(certificate));

    internal void WriteImported(string certificatePem, X509Certificate2 certificate) => Write("imported", certificatePem, KeyPem(certificate));

    private X509Certificate2? Read(string name)
    {
        if (!File.Exists(PathOf(name + ".crt")) || !File.Exists(PathOf(name + ".key")))
            return null;
        using var pem = X509Certificate2.CreateFromPemFile(PathOf(name + ".crt"), PathOf(name + ".key"));
        return Usable(pem);
    }

    /// <summary>A certificate whose key the TLS layer can use on every platform: through PKCS#12, in memory only.</summary>
    internal static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);

    /// <summary>The key first and each file by a rename: a crash in between leaves no half certificate and no certificate without its key.</summary>
    private void Write(string name, string certificatePem, string keyPem)
    {
        PrivateFile.Replace(PathOf(name + ".key"), Encoding.ASCII.GetBytes(keyPem));
        PrivateFile.Replace(PathOf(name + ".crt"), Encoding.ASCII.GetBytes(certificatePem.TrimEnd() + "\n"));
    }

    private static string KeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey()
            ?? certificate.GetRSAPrivateKey()
            ?? throw new CryptographicException("The certificate has no ECDSA or RSA key.");
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    private string PathOf(string file) => Path.Combine(folder, file);
}
