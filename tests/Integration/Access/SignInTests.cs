using System.Net;
using Microsoft.Extensions.Time.Testing;
using RedVest.Kernel.Access;
using Xunit;

namespace RedVest.Integration.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task A_user_signs_in_and_is_told_who_they_are_and_what_they_may()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = host.NewClient();

        var answer = await browser.TrySignInAsync(who.UserName.ToUpperInvariant(), Personas.Password);
        var me = await (await browser.GetAsync("/api/v1/me", RedVestHost.Stop)).JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(who.Id, me.GetProperty("id").GetGuid());
        Assert.Equal(Personas.Jiaocheng, me.GetProperty("owner").GetInt32());
        Assert.Equal("交城县", me.GetProperty("ownerName").GetProperty("zh").GetString());
        Assert.False(me.GetProperty("mustChangePassword").GetBoolean());
        var grant = Assert.Single(me.GetProperty("grants").EnumerateArray());
        Assert.Equal("post-head", grant.GetProperty("role").GetString());
        Assert.Equal("division", grant.GetProperty("scopeKind").GetString());
        Assert.EndsWith("Z", grant.GetProperty("from").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_other_sites_and_plain_connections()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = host.NewClient();

        var overTls = Assert.Single((await browser.TrySignInAsync(who.UserName, Personas.Password)).Headers.GetValues("Set-Cookie"));
        host.Local.DefaultRequestHeaders.Add("X-RedVest", "1");
        var onLoopback = Assert.Single((await host.Local.TrySignInAsync(who.UserName, Personas.Password)).Headers.GetValues("Set-Cookie"));

        Assert.StartsWith("__Host-redvest=", overTls, StringComparison.Ordinal);
        foreach (var word in new[] { "secure", "httponly", "samesite=strict", "path=/" })
            Assert.Contains(word, overTls, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("redvest=", onLoopback, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", onLoopback, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", onLoopback, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_name_is_locked_after_five_wrong_passwords_whether_anybody_has_it_or_not()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(clock);
        var who = await host.AddUserAsync(Role.PostHead);

        foreach (var name in new[] { who.UserName, "nobody-here" })
        {
            Assert.Equal("401 401 401 401 401 429 429", await TryWrongAsync(host, name, 7));
            clock.Advance(TimeSpan.FromSeconds(61));
            Assert.Equal("401 401 401 401 401 429", await TryWrongAsync(host, name, 6));
            clock.Advance(TimeSpan.FromSeconds(61)); // the second lock is twice as long
            Assert.Equal("429", await TryWrongAsync(host, name, 1));
        }

        using var browser = host.NewClient();
        Assert.Equal("401 401 401 401 401", await TryWrongAsync(host, who.UserName, 5));
        var locked = await browser.TrySignInAsync(who.UserName, Personas.Password); // right, and still no
        Assert.Equal("sign-in-locked", await locked.ProblemCodeAsync());
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await browser.TrySignInAsync(who.UserName, Personas.Password)).StatusCode);
        Assert.Equal("401 401 401 401", await TryWrongAsync(host, who.UserName, 4)); // a right password starts the count afresh
    }

    [Fact]
    public async Task Of_guesses_sent_at_once_only_five_are_told_whether_they_were_right()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => TryWrongAsync(host, who.UserName, 1)));

        Assert.Equal(5, answers.Count(a => a == "401"));
        Assert.Equal(11, answers.Count(a => a == "429"));
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = host.NewClient();

        var wrong = await browser.TrySignInAsync(who.UserName, "not the password");
        var unknown = await browser.TrySignInAsync("nobody-here", "not the password");

        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(WithoutTrace(await wrong.JsonAsync()), WithoutTrace(await unknown.JsonAsync()));
    }

    [Fact]
    public async Task One_address_cannot_try_many_names()
    {
        await using var host = await StartAsync();
        using var browser = host.NewClient();

        var answers = new List<string?>();
        for (var n = 0; n < SignIn.MostGuesses + 1; n++)
            answers.Add(await (await browser.TrySignInAsync(FormattableString.Invariant($"name{n}"), "not the password")).ProblemCodeAsync());

        Assert.Equal("sign-in-locked", answers[^1]);
        Assert.All(answers.SkipLast(1), code => Assert.Equal("sign-in-wrong", code));
    }

    [Fact]
    public async Task Without_our_header_nobody_is_signed_in()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.PostHead);
        using var browser = host.NewClient();
        browser.DefaultRequestHeaders.Remove("X-RedVest");

        var answer = await browser.TrySignInAsync(who.UserName, Personas.Password);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("header-missing", await answer.ProblemCodeAsync());
    }

    private static async Task<RedVestHost> StartAsync(TimeProvider? clock = null)
    {
        var host = await RedVestHost.StartAsync(clock);
        await host.SetUpAsync();
        return host;
    }

    private static async Task<string> TryWrongAsync(RedVestHost host, string userName, int times)
    {
        using var browser = host.NewClient();
        var answers = new int[times];
        for (var n = 0; n < times; n++)
            answers[n] = (int)(await browser.TrySignInAsync(userName, "not the password")).StatusCode;
        return string.Join(' ', answers);
    }

    private static string WithoutTrace(System.Text.Json.JsonElement problem) =>
        string.Join(' ', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));
}
