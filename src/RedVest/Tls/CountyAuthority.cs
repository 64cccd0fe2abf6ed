using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RedVest.Tls;

/// <summary>
/// The county's own certificate authority, made on first start. A phone that trusts it gets the camera, offline storage and keys
/// of the field app: browsers give those only to a secure page.
/// </summary>
internal static class CountyAuthority
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    /// <summary>Apple refuses more than 825 days, also from an authority of one's own; a year is renewed by itself.</summary>
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(397);

    /// <summary>Clocks of phones may be behind by hours; nothing is lost by starting a day early.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    internal static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = string.Create(CultureInfo.InvariantCulture, $"CN=RedVest County CA {now:yyyy-MM-dd} {Convert.ToHexString(RandomNumberGenerator.GetBytes(3))}, O=RedVest");
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var made = request.CreateSelfSigned(now - ClockSlack, now + AuthorityLife);
        return CertificateFiles.Usable(made);
    }

    /// <summary>A server certificate for these names and addresses, signed by the authority.</summary>
    internal static X509Certificate2 Issue(X509Certificate2 authority, ServerNames names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=RedVest", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // server authentication
        request.CertificateExtensions.Add(AlternativeNames(names));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var end = now + ServerLife;
        var authorityEnd = new DateTimeOffset(authority.NotAfter);
        using var issued = request.Create(authority, now - ClockSlack, end < authorityEnd ? end : authorityEnd, SerialNumber());
        using var withKey = issued.CopyWithPrivateKey(key);
        return CertificateFiles.Usable(withKey);
    }

    private static X509Extension AlternativeNames(ServerNames names)
    {
        var san = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Dns)
            san.AddDnsName(name);
        foreach (var address in names.Addresses)
            san.AddIpAddress(address);
        return san.Build();
    }

    /// <summary>Sixteen bytes, positive and without a leading zero.</summary>
    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
