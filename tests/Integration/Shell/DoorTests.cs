using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Tls;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class DoorTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "/field/", true)]
    [InlineData("::1", "::1", "/field/", true)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1", "/api/v1/me", true)]
    [InlineData("192.0.2.9", "192.0.2.2", "/field/", false)]
    [InlineData("192.0.2.9", "192.0.2.2", "/", false)]
    [InlineData("192.0.2.9", "127.0.0.1", "/office/", false)]
    [InlineData("127.0.0.1", "192.0.2.2", "/office/", false)]
    [InlineData("192.0.2.9", "192.0.2.2", "/installed", false)]
    [InlineData("192.0.2.9", "192.0.2.2", "/install", true)]
    [InlineData("192.0.2.9", "192.0.2.2", "/ca.crt", true)]
    [InlineData("192.0.2.9", "192.0.2.2", "/shell/shell.css", true)]
    [InlineData("192.0.2.9", "192.0.2.2", "/healthz", true)]
    public async Task The_plain_door_goes_by_the_addresses_of_the_connection(string from, string to, string path, bool isLetIn)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Connection.LocalIpAddress = IPAddress.Parse(to);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost", 8080); // whatever the Host header says
        context.Request.Path = path;

        var passed = await PassAsync(context);

        Assert.Equal(isLetIn, passed);
        if (!isLetIn)
            Assert.Equal("/install", context.Response.Headers.Location);
    }

    [Fact]
    public async Task A_phone_without_the_certificate_gets_the_install_page_and_nothing_else()
    {
        var address = ServerNames.OfTheNetwork().FirstOrDefault(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork);
        Assert.SkipWhen(address is null, "This machine has no network address.");
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Lan = true });
        using var phone = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        phone.BaseAddress = new UriBuilder(Uri.UriSchemeHttp, address.ToString(), host.Server.Plain.Port).Uri;
        phone.DefaultRequestHeaders.Host = "localhost";

        using var app = await phone.GetAsync("/office/", RedVestHost.Stop);
        using var api = await phone.GetAsync("/api/v1/openapi.json", RedVestHost.Stop);
        var page = await phone.GetStringAsync("/install", RedVestHost.Stop);
        var authority = await phone.GetStringAsync("/ca.crt", RedVestHost.Stop);

        Assert.Equal("/install", app.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
        Assert.Equal("tls-needed", await api.ProblemCodeAsync());
        Assert.Contains(host.Services.GetRequiredService<ServerCertificate>().AuthorityFingerprint, page, StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", authority, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_with_the_certificate_gets_everything_over_tls_under_the_network_address()
    {
        var address = ServerNames.OfTheNetwork().FirstOrDefault();
        Assert.SkipWhen(address is null, "This machine has no network address.");
        await using var host = await RedVestHost.StartAsync(shape: o => o with { Lan = true });
        var phones = host.Services.GetRequiredService<Kernel.ServerAddress>().Phones;

        using var answer = await host.NewClient().GetAsync(new Uri(phones, "/api/v1/openapi.json"), RedVestHost.Stop);

        Assert.Equal(address.ToString(), phones.Host.Trim('[', ']'));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(SecurityHeaders.ContentPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task The_page_is_there_in_both_languages()
    {
        await using var host = await RedVestHost.StartAsync();

        var chinese = await host.Local.GetStringAsync("/install", RedVestHost.Stop);
        var english = await host.Local.GetStringAsync("/install?lang=en", RedVestHost.Stop);

        Assert.Contains("安装县证书", chinese, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", english, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", chinese + english, StringComparison.Ordinal);
        Assert.DoesNotContain("page.", chinese + english, StringComparison.Ordinal); // a key without a text would be shown as itself
    }

    private static async Task<bool> PassAsync(HttpContext context)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UsePlainDoor();
        var passed = false;
        app.Run(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        });
        await app.Build()(context);
        return passed;
    }
}
