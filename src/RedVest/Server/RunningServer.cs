using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Setup;
using RedVest.Tls;

namespace RedVest;

/// <summary>A server whose doors are open. Disposing it closes them, answers what is under way and removes the operator's file.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerOptions _options;

    private RunningServer(WebApplication app, ServerOptions options, int port, int tlsPort)
    {
        (_app, _options) = (app, options);
        Plain = Address(Uri.UriSchemeHttp, "127.0.0.1", port);
        Tls = Address(Uri.UriSchemeHttps, "localhost", tlsPort);
        var hosts = options.Lan ? ServerNames.OfTheNetwork().Select(HostOf).ToArray() : [];
        Invitations = [.. hosts.Select(host => new Uri(Address(Uri.UriSchemeHttp, host, port), "install"))];
        app.Services.GetRequiredService<ServerAddress>().Open(Plain, hosts is [var first, ..] ? Address(Uri.UriSchemeHttps, first, tlsPort) : Tls);
    }

    /// <summary>Plain HTTP, for this machine only.</summary>
    internal Uri Plain { get; }

    internal Uri Tls { get; }

    /// <summary>Where a phone installs the county's certificate, the likeliest address first; none without <c>--lan</c>.</summary>
    internal IReadOnlyList<Uri> Invitations { get; }

    /// <summary>What a phone must show when it installs the certificate.</summary>
    internal string AuthorityFingerprint => _app.Services.GetRequiredService<ServerCertificate>().AuthorityFingerprint;

    internal required Preparation Prepared { get; init; }

    /// <summary>Brings the database up to date, then opens the doors.</summary>
    internal static async Task<RunningServer> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var options = app.Services.GetRequiredService<ServerOptions>();
        var prepared = await Preparation.RunAsync(app.Services, options, cancellationToken);
        if (options.Live && !prepared.IsDemo)
            throw new StartException(Texts.Say("start.live-needs-demo"));
        await app.StartAsync(cancellationToken);
        var server = new RunningServer(app, options, PortOf(app, "http:"), PortOf(app, "https:")) { Prepared = prepared };
        server.Announce();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        File.Delete(_options.OperatorFile);
    }

    private void Announce()
    {
        var token = _app.Services.GetRequiredService<OperatorToken>().Value;
        new OperatorFile(Plain, Tls, token, Environment.ProcessId, Prepared.IsDemo).Write(_options.OperatorFile);
        var readiness = _app.Services.GetRequiredService<Readiness>();
        readiness.Set(true);
        _app.Lifetime.ApplicationStopping.Register(() => readiness.Set(false));
    }

    private static int PortOf(WebApplication app, string scheme) =>
        BindingAddress.Parse(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()! // Kestrel always has it
            .Addresses.First(address => address.StartsWith(scheme, StringComparison.Ordinal))).Port;

    private static string HostOf(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    private static Uri Address(string scheme, string host, int port) => new UriBuilder(scheme, host, port).Uri;
}
