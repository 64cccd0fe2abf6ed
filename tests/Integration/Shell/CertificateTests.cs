using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using RedVest.Tls;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class CertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-tls-").FullName;
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private CertificateFiles Files => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_chain_passes_the_strict_check_of_openssl()
    {
        Own().Refresh();

        var (exit, said) = await OpenSslAsync("verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "localhost",
            "-CAfile", Path.Combine(_folder, "ca.crt"), Path.Combine(_folder, "server.crt"));

        Assert.True(exit == 0, said);
    }

    [Fact]
    public void The_certificate_names_localhost_and_the_addresses_of_the_machine()
    {
        var certificate = Own("post.example");
        certificate.Refresh();

        var names = ServerNames.OfThisMachine(["post.example"]);

        Assert.Contains("post.example", names.Dns);
        Assert.Contains(IPAddress.Loopback, names.Addresses);
        Assert.True(names.AreCoveredBy(certificate.Current.TargetCertificate));
    }

    [Fact]
    public void A_second_look_keeps_the_certificate()
    {
        var certificate = Own();
        certificate.Refresh();

        Assert.False(certificate.Refresh());
        var restarted = Own();
        restarted.Refresh();
        Assert.Equal(certificate.Current.TargetCertificate.Thumbprint, restarted.Current.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void Another_name_of_the_machine_brings_another_certificate_of_the_same_authority()
    {
        var before = Own();
        before.Refresh();
        var after = Own("moved.example");
        after.Refresh();

        Assert.NotEqual(before.Current.TargetCertificate.Thumbprint, after.Current.TargetCertificate.Thumbprint);
        Assert.Equal(before.AuthorityFingerprint, after.AuthorityFingerprint);
    }

    [Fact]
    public void The_certificate_is_made_anew_a_month_before_it_ends()
    {
        var certificate = Own();
        certificate.Refresh();
        var first = certificate.Current.TargetCertificate;

        _clock.SetUtcNow(new DateTimeOffset(first.NotAfter) - TimeSpan.FromDays(31));
        Assert.False(certificate.Refresh());
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.True(certificate.Refresh());

        Assert.True(certificate.Current.TargetCertificate.NotAfter > first.NotAfter);
    }

    [Fact]
    public void A_server_certificate_of_another_authority_is_not_shown()
    {
        var certificate = Own();
        certificate.Refresh();
        var first = certificate.Current.TargetCertificate.Thumbprint;
        Files.WriteAuthority(CountyAuthority.Make(_clock.GetUtcNow()));

        Assert.True(certificate.Refresh());

        Assert.NotEqual(first, certificate.Current.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void Keys_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return; // no file modes there
        Own().Refresh();

        foreach (var key in Directory.GetFiles(_folder, "*.key"))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public void An_imported_certificate_goes_before_our_own()
    {
        var certificate = Own();
        certificate.Refresh();
        var (crt, key) = SomebodyElses("city.example", _clock.GetUtcNow() + TimeSpan.FromDays(90));

        Assert.Null(ImportedCertificate.Import(Files, crt, key, _clock.GetUtcNow()));

        Assert.True(certificate.Refresh());
        Assert.Contains("city.example", certificate.Current.TargetCertificate.GetNameInfo(X509NameType.DnsName, false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_cannot_serve_is_refused_with_a_reason()
    {
        var (good, goodKey) = SomebodyElses("city.example", _clock.GetUtcNow() + TimeSpan.FromDays(90));
        var (old, oldKey) = SomebodyElses("city.example", _clock.GetUtcNow() - TimeSpan.FromDays(1));

        Assert.Equal("tls.import.no-pair", ImportedCertificate.Import(Files, good, oldKey, _clock.GetUtcNow()));
        Assert.Equal("tls.import.not-now", ImportedCertificate.Import(Files, old, oldKey, _clock.GetUtcNow()));
        Assert.Equal("tls.import.unreadable", ImportedCertificate.Import(Files, good + ".none", goodKey, _clock.GetUtcNow()));
        Assert.False(File.Exists(Path.Combine(_folder, "imported.crt")));
    }

    private ServerCertificate Own(params string[] names) => new(Files, names, _clock);

    private (string Certificate, string Key) SomebodyElses(string name, DateTimeOffset until)
    {
        var authority = CountyAuthority.Make(until - TimeSpan.FromDays(400));
        using var issued = CountyAuthority.Issue(authority, new ServerNames([name], []), until - TimeSpan.FromDays(397));
        using var key = issued.GetECDsaPrivateKey();
        var path = Path.Combine(_folder, $"{name}-{until.ToUnixTimeSeconds()}");
        File.WriteAllText(path + ".pem", issued.ExportCertificatePem() + "\n" + authority.ExportCertificatePem());
        File.WriteAllText(path + ".secret", key!.ExportPkcs8PrivateKeyPem()); // issued with its key
        return (path + ".pem", path + ".secret");
    }

    private static async Task<(int Exit, string Said)> OpenSslAsync(params string[] arguments)
    {
        try
        {
            using var openssl = Process.Start(new ProcessStartInfo("openssl", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!; // a new process
            var said = await openssl.StandardOutput.ReadToEndAsync(RedVestHost.Stop) + await openssl.StandardError.ReadToEndAsync(RedVestHost.Stop);
            await openssl.WaitForExitAsync(RedVestHost.Stop);
            return (openssl.ExitCode, said);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed.");
            throw;
        }
    }
}
