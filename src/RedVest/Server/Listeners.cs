using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using RedVest.Tls;

namespace RedVest;

/// <summary>
/// Two doors. The TLS door serves everything. The plain door serves the app only to this machine itself; everybody else gets the
/// page that installs the county's certificate (<see cref="PlainDoor"/>).
/// </summary>
internal static class Listeners
{
    internal const long LargestBody = 1024 * 1024;

    internal static void AddListeners(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.AddSingleton(new CertificateFiles(options.TlsFolder));
        builder.Services.AddSingleton(services => new ServerCertificate(
            services.GetRequiredService<CertificateFiles>(), options.Names, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<CertificateWatch>();
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            var certificate = kestrel.ApplicationServices.GetRequiredService<ServerCertificate>();
            certificate.Refresh();
            Open(kestrel, options.Lan, options.Port, _ => { });
            Open(kestrel, options.Lan, options.TlsPort, door => door.UseHttps(Handshake(certificate)));
        });
    }

    private static void Open(KestrelServerOptions kestrel, bool toAll, int port, Action<ListenOptions> door)
    {
        if (toAll)
            kestrel.ListenAnyIP(port, door);
        else if (port == 0) // a free port cannot be taken for two addresses at once
            kestrel.Listen(IPAddress.Loopback, port, door);
        else
            kestrel.ListenLocalhost(port, door);
    }

    private static TlsHandshakeCallbackOptions Handshake(ServerCertificate certificate) => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Current,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        }),
    };
}
