using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

/// <summary>Whatever is sent, the answer is a problem with a stable code and a sentence.</summary>
public sealed class ProblemTests(RunningHost running) : IClassFixture<RunningHost>
{
    [Theory]
    [InlineData("not json", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":"a","password":"b","more":1}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":"a","userName":"b","password":"c"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":"a"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":null,"password":"b"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":1,"password":"b"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"UserName":"a","password":"b"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":"a\u0000b","password":"b"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":"a\ud800b","password":"b"}""", "application/json", HttpStatusCode.BadRequest, "json-wrong")]
    [InlineData("""{"userName":"a","password":"b"}""", "text/plain", HttpStatusCode.UnsupportedMediaType, "content-type-wrong")]
    [InlineData("""{"userName":"a","password":"b"}""", "application/json; charset=gb18030", HttpStatusCode.UnsupportedMediaType, "content-type-wrong")]
    [InlineData("""{"userName":"a","password":"b"}""", "application/json; charset=x-none", HttpStatusCode.UnsupportedMediaType, "content-type-wrong")]
    public async Task A_body_that_is_not_as_agreed_is_refused_with_its_code(string body, string type, HttpStatusCode status, string code)
    {
        var host = running.Host;
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        using var answer = await host.Api.PostAsync("/api/v1/sign-in", content, RedVestHost.Stop);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, await answer.ProblemCodeAsync());
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_deep_json_and_large_bodies_are_refused()
    {
        var host = running.Host;

        Assert.Equal("json-wrong", await CodeOfAsync(host, [.. "{\"userName\":\""u8, 0xC3, 0x28, .. "\",\"password\":\"b\"}"u8]));
        Assert.Equal("json-wrong", await CodeOfAsync(host, Encoding.UTF8.GetBytes(new string('[', 5000))));
        Assert.Equal("body-too-large", await CodeOfAsync(host, new byte[Listeners.LargestBody + 1]));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9", "没有这个地址。")]
    [InlineData("en-GB,en;q=0.8", "There is nothing at this address.")]
    [InlineData("fr", "没有这个地址。")]
    public async Task An_unknown_address_is_said_in_the_language_asked_for(string languages, string sentence)
    {
        var host = running.Host;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing-here") { Headers = { { "Accept-Language", languages } } };

        using var answer = await host.Api.SendAsync(request, RedVestHost.Stop);

        Assert.Equal("address-unknown", await answer.ProblemCodeAsync());
        Assert.Equal(sentence, (await answer.JsonAsync()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_wrong_method_is_named()
    {
        var host = running.Host;

        using var answer = await host.Api.DeleteAsync("/api/v1/sign-in", RedVestHost.Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("method-wrong", await answer.ProblemCodeAsync());
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_policy_and_api_answers_are_not_kept()
    {
        var host = running.Host;

        using var answer = await host.Api.GetAsync("/api/v1/setup", RedVestHost.Stop);

        Assert.Equal(SecurityHeaders.ContentPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Ready_comes_with_the_database_and_goes_with_the_shutdown()
    {
        await using var host = await RedVestHost.StartAsync();

        Assert.Equal("ready", await host.Local.GetStringAsync("/readyz", RedVestHost.Stop));
        Assert.True(File.Exists(Path.Combine(host.DataFolder, "operator.json")));
        await host.DisposeServerAsync();
        Assert.False(File.Exists(Path.Combine(host.DataFolder, "operator.json")));
    }

    private static async Task<string?> CodeOfAsync(RedVestHost host, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-in") { Content = content };
        request.Headers.ExpectContinue = body.Length > 1 << 20; // a refusal then comes before the body, and no pipe breaks
        using var answer = await host.Api.SendAsync(request, RedVestHost.Stop);
        return await answer.ProblemCodeAsync();
    }
}
