using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using RedVest.Kernel.Access;
using Xunit;

namespace RedVest.Integration.Tests.Access;

public sealed class SessionTests
{
    private const string NextPassword = "four green lanes before dawn";

    [Fact]
    public async Task Signing_out_ends_a_stolen_copy_of_the_cookie_too()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = host.NewClient();
        var cookie = (await browser.TrySignInAsync(who.UserName, Personas.Password)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(host, cookie));

        var answer = await browser.PostAsync("/api/v1/sign-out");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(host, cookie));
    }

    [Fact]
    public async Task A_cookie_with_another_secret_or_of_nonsense_is_nobody()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = host.NewClient();
        var cookie = (await browser.TrySignInAsync(who.UserName, Personas.Password)).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(host, cookie[..^6] + "AAAAAA"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(host, "__Host-redvest=x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(host, cookie.Replace("__Host-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Disabling_a_user_ends_the_session_with_the_next_request_and_enabling_does_not_bring_it_back()
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = await host.SignInAsync(who);

        Assert.Equal(HttpStatusCode.NoContent, (await administrator.PostAsync($"/api/v1/users/{who.Id}/disable", new { reason = "离职" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/me", RedVestHost.Stop)).StatusCode);
        Assert.Equal("sign-in-wrong", await (await browser.TrySignInAsync(who.UserName, Personas.Password)).ProblemCodeAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await administrator.PostAsync($"/api/v1/users/{who.Id}/enable")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/me", RedVestHost.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.TrySignInAsync(who.UserName, Personas.Password)).StatusCode);
    }

    [Fact]
    public async Task Changing_the_password_ends_all_other_sessions()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var here = await host.SignInAsync(who);
        using var elsewhere = await host.SignInAsync(who);

        var wrong = await here.PostAsync("/api/v1/me/password", new { current = "not the password", next = NextPassword });
        var weak = await here.PostAsync("/api/v1/me/password", new { current = Personas.Password, next = "1234567890" });
        var done = await here.PostAsync("/api/v1/me/password", new { current = Personas.Password, next = NextPassword });

        Assert.Equal("password-wrong", await wrong.ProblemCodeAsync());
        Assert.Equal("password-weak", await weak.ProblemCodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/v1/me", RedVestHost.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/v1/me", RedVestHost.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.TrySignInAsync(who.UserName, Personas.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.TrySignInAsync(who.UserName, NextPassword)).StatusCode);
    }

    [Fact]
    public async Task A_stolen_browser_cannot_guess_the_password_more_than_five_times()
    {
        await using var host = await StartAsync();
        using var browser = await host.SignInAsync(Role.PostHead);

        var answers = new List<HttpStatusCode>();
        for (var n = 0; n < 6; n++)
            answers.Add((await browser.PostAsync("/api/v1/me/password", new { current = "not the password", next = NextPassword })).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.All(answers.SkipLast(1), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
    }

    [Fact]
    public async Task An_act_without_our_header_is_refused_although_the_cookie_is_right()
    {
        await using var host = await StartAsync();
        using var browser = await host.SignInAsync(Role.Administrator);
        browser.DefaultRequestHeaders.Remove("X-RedVest");

        var read = await browser.GetAsync("/api/v1/users", RedVestHost.Stop);
        var act = await browser.PostAsync("/api/v1/users", new { userName = "wangwu", name = "王五" });

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, act.StatusCode);
        Assert.Equal("header-missing", await act.ProblemCodeAsync());
    }

    [Fact]
    public async Task An_event_stream_ends_soon_after_the_grant_that_let_it_in()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(clock, app => app.MapGet("/test/stream", (Caller me, LongAnswers answers, CancellationToken stop) =>
            TypedResults.ServerSentEvents(answers.GuardAsync(me, TicksAsync(stop), stop))).RequireAuthorization(Policies.SeeBoard));
        using var administrator = await host.SignInAsync(Role.Administrator);
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = await host.SignInAsync(who);
        using var stream = new StreamReader(await browser.GetStreamAsync("/test/stream", RedVestHost.Stop));
        await stream.ReadLineAsync(RedVestHost.Stop);

        clock.Advance(LongAnswers.AskEvery);
        for (var n = 0; n < 5; n++)
            Assert.NotNull(await stream.ReadLineAsync(RedVestHost.Stop));
        await administrator.PostAsync($"/api/v1/users/{who.Id}/disable", new { reason = "离职" });
        clock.Advance(LongAnswers.AskEvery);
        await stream.ReadToEndAsync(RedVestHost.Stop); // would never come back

        static async IAsyncEnumerable<string> TicksAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                yield return "tick";
                await Task.Delay(20, stop);
            }
        }
    }

    private static async Task<HttpStatusCode> WithCookieAsync(RedVestHost host, string cookie)
    {
        using var stranger = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Headers = { { "Cookie", cookie } } };
        return (await stranger.SendAsync(request, RedVestHost.Stop)).StatusCode;
    }

    private static async Task<RedVestHost> StartAsync(TimeProvider? clock = null, Action<WebApplication>? endpoints = null)
    {
        var host = await RedVestHost.StartAsync(clock, endpoints: endpoints);
        await host.SetUpAsync();
        return host;
    }
}
