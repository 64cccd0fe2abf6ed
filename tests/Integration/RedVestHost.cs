using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using RedVest.Tls;
using Xunit;

namespace RedVest.Integration.Tests;

/// <summary>
/// The whole program on a fresh database of its own, with both doors open on free ports. HTTPS is trusted the way a phone does it:
/// by the county's authority.
/// </summary>
internal sealed class RedVestHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private readonly bool _isFirstNode;

    private RedVestHost(TestDatabase database, WebApplication app, RunningServer server, bool isFirstNode)
    {
        (_database, _app, Server, _isFirstNode) = (database, app, server, isFirstNode);
        Api = NewClient();
        Local = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Plain };
    }

    /// <summary>A browser at <c>https://localhost</c>, with cookies.</summary>
    internal HttpClient Api { get; }

    /// <summary>Plain HTTP from this machine, without cookies.</summary>
    internal HttpClient Local { get; }

    internal RunningServer Server { get; }

    internal IServiceProvider Services => _app.Services;

    internal TestDatabase Database => _database;

    internal string DataFolder => _database.Folder;

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="clock">A clock that the test moves; the machine's by default.</param>
    /// <param name="shape">Changes the options, for example <c>o => o with { Lan = true }</c>.</param>
    /// <param name="adjust">Changes what the program is made of.</param>
    /// <param name="endpoints">Adds endpoints of the test's own.</param>
    internal static async Task<RedVestHost> StartAsync(
        TimeProvider? clock = null, Func<ServerOptions, ServerOptions>? shape = null, Action<WebApplicationBuilder>? adjust = null,
        Action<WebApplication>? endpoints = null)
    {
        var database = await TestDatabase.CreateAsync();
        try
        {
            return await OnAsync(database, isFirstNode: true, clock, shape, adjust, endpoints);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more server on the same database with the same keys, as a county has it on PostgreSQL. Ends before the first.</summary>
    internal Task<RedVestHost> StartNodeAsync() => OnAsync(_database, isFirstNode: false, null, null, null, null);

    private static async Task<RedVestHost> OnAsync(
        TestDatabase database, bool isFirstNode, TimeProvider? clock, Func<ServerOptions, ServerOptions>? shape, Action<WebApplicationBuilder>? adjust,
        Action<WebApplication>? endpoints)
    {
        var options = new ServerOptions(database.Folder)
        {
            Port = 0,
            TlsPort = 0,
            Demo = false,
            Postgres = TestDatabase.OnPostgres ? database.Options.ConnectionString : null,
        };
        var app = RedVestServer.Build(shape?.Invoke(options) ?? options, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000); // the real number makes up half of some tests
            if (clock is not null)
                builder.Services.Replace(ServiceDescriptor.Singleton(clock));
            adjust?.Invoke(builder);
        });
        endpoints?.Invoke(app);
        try
        {
            return new RedVestHost(database, app, await RunningServer.StartAsync(app, Stop), isFirstNode);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more browser: its own cookies, the same trust.</summary>
    internal HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(Services.GetRequiredService<ServerCertificate>().Authority) },
    })
    {
        BaseAddress = Server.Tls,
        DefaultRequestHeaders = { { "X-RedVest", "1" } },
    };

    /// <summary>Trusts one authority and nothing else.</summary>
    internal static X509ChainPolicy Trust(X509Certificate2 authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <summary>Closes the doors and keeps the data, as Ctrl+C does.</summary>
    internal ValueTask DisposeServerAsync() => Server.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Local.Dispose();
        await Server.DisposeAsync();
        await _app.DisposeAsync();
        if (_isFirstNode)
            await _database.DisposeAsync();
    }
}

/// <summary>One host for all tests of a class that change nothing.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    internal RedVestHost Host { get; private set; } = null!; // set before the first test

    public async ValueTask InitializeAsync() => Host = await RedVestHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

internal static class Answers
{
    /// <summary>The stable code of a problem.</summary>
    internal static async Task<string?> ProblemCodeAsync(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.JsonAsync()).GetProperty("code").GetString();
    }

    internal static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(RedVestHost.Stop));
        return document.RootElement.Clone();
    }
}
