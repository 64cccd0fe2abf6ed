using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RedVest.Tls;

/// <summary>
/// The certificate the server shows now. An imported one goes before our own; our own is made anew when the machine's addresses change or
/// 30 days before it ends. New connections get the new certificate at once, running ones go on.
/// </summary>
internal sealed class ServerCertificate(CertificateFiles files, IReadOnlyList<string> extraNames, TimeProvider clock)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private volatile SslStreamCertificateContext? _current;

    internal SslStreamCertificateContext Current => _current ?? throw new InvalidOperationException("The certificate is read before the server starts.");

    /// <summary>The county's authority; installing it is what phones do on <c>/install</c>.</summary>
    internal X509Certificate2 Authority { get; private set; } = null!; // set by the first Refresh, before any listener exists

    /// <summary>Reads, makes or renews what is needed.</summary>
    /// <returns>Whether another certificate is shown from now on.</returns>
    internal bool Refresh()
    {
        Authority = files.ReadAuthority() ?? MakeAuthority();
        var (certificate, chain) = files.ReadImported() is { } imported
            ? (imported, files.ReadImportedChain())
            : (OwnCertificate(), [Authority]);
        if (_current?.TargetCertificate.Thumbprint == certificate.Thumbprint)
            return false;
        _current = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        return true;
    }

    internal string AuthorityFingerprint => Fingerprint(Authority);

    /// <summary>SHA-256 in pairs, as phones and browsers show it.</summary>
    internal static string Fingerprint(X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));

    private X509Certificate2 MakeAuthority()
    {
        var authority = CountyAuthority.Make(clock.GetUtcNow());
        files.WriteAuthority(authority);
        return authority;
    }

    private X509Certificate2 OwnCertificate()
    {
        var names = ServerNames.OfThisMachine(extraNames);
        if (files.ReadServer() is { } present && IsGood(present, names))
            return present;
        var issued = CountyAuthority.Issue(Authority, names, clock.GetUtcNow());
        files.WriteServer(issued);
        return issued;
    }

    private bool IsGood(X509Certificate2 certificate, ServerNames names) =>
        clock.GetUtcNow() < new DateTimeOffset(certificate.NotAfter) - RenewBefore
        && names.AreCoveredBy(certificate)
        && IsSignedBy(certificate, Authority);

    /// <summary>Whether the authority's key really signed it: a folder copied from elsewhere may hold two that do not belong together.</summary>
    private bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        return chain.Build(certificate);
    }
}
