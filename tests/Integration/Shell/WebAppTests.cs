using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

public sealed class WebAppTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redvest-web-").FullName;
    private readonly WebApplication _app;

    public WebAppTests()
    {
        Write("index.html", "<!doctype html>");
        Write("sw.js", "self");
        Write("assets/app-1a2b.js", "plain");
        Write("assets/app-1a2b.js.br", "brotli");
        Write("assets/app-1a2b.js.gz", "gzip");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        _app = builder.Build();
        WebApps.Serve(_app, "/field", _folder);
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync(RedVestHost.Stop);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/field/")]
    [InlineData("/field/lane")]
    [InlineData("/field/lane/3")]
    public async Task Every_address_inside_the_app_is_the_app_and_is_asked_for_again(string address)
    {
        using var answer = await GetAsync(address);

        Assert.Equal("<!doctype html>", await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task An_old_script_is_not_answered_with_the_page()
    {
        using var answer = await GetAsync("/field/assets/app-gone.js");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_with_a_hash_in_its_name_is_kept_for_ever_and_the_worker_never()
    {
        using var asset = await GetAsync("/field/assets/app-1a2b.js");
        using var worker = await GetAsync("/field/sw.js");

        Assert.Equal("public, max-age=31536000, immutable", asset.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", worker.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("gzip, deflate, br", "brotli", "br")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData(null, "plain", null)]
    public async Task The_smallest_twin_the_browser_takes_is_sent(string? accepts, string content, string? encoding)
    {
        using var answer = await GetAsync("/field/assets/app-1a2b.js", accepts);

        Assert.Equal(content, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
    }

    [Fact]
    public async Task A_file_outside_the_folder_cannot_be_reached()
    {
        using var answer = await GetAsync("/field/..%2f..%2fetc%2fhosts.txt");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? accepts = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accepts is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);
        return await _app.GetTestClient().SendAsync(request, RedVestHost.Stop);
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file always lies in a folder
        File.WriteAllText(path, content);
    }
}
