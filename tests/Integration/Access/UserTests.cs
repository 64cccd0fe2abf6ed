using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Access;
using Xunit;

namespace RedVest.Integration.Tests.Access;

public sealed class UserTests
{
    [Fact]
    public async Task A_new_user_can_do_nothing_before_the_one_time_password_is_changed()
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);
        var made = await (await administrator.PostAsync("/api/v1/users", new { userName = "wangwu", name = "王五" })).JsonAsync();
        var (id, password) = (made.GetProperty("id").GetGuid(), made.GetProperty("password").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await administrator.PostAsync($"/api/v1/users/{id}/grants",
            new { role = "administrator", scopeKind = "division", scope = "141122", from = "2022-04-14T00:00:00+08:00", until = (string?)null })).StatusCode);
        using var browser = host.NewClient();

        var me = await (await browser.TrySignInAsync("wangwu", password)).JsonAsync();
        var before = await browser.GetAsync("/api/v1/users", RedVestHost.Stop);
        var change = await browser.PostAsync("/api/v1/me/password", new { current = password, next = "my own ten letters" });
        var after = await browser.GetAsync("/api/v1/users", RedVestHost.Stop);

        Assert.True(me.GetProperty("mustChangePassword").GetBoolean());
        Assert.Equal("password-change-needed", await before.ProblemCodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, change.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Two_users_cannot_have_one_name_however_it_is_written()
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
            administrator.PostAsync("/api/v1/users", new { userName = n % 2 == 0 ? "wangwu" : "WangWu", name = "王五" })));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        foreach (var lost in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
            Assert.Equal("user-name-taken", await lost.ProblemCodeAsync());
    }

    [Fact]
    public async Task Administrators_find_neither_the_users_nor_the_grants_of_another_county()
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);
        using var neighbour = await host.SignInAsync(Role.Administrator, Personas.Wenshui);
        var who = await host.AddUserAsync(Role.PostHead);
        var row = (await RowsAsync(administrator)).Single(r => r.GetProperty("id").GetGuid() == who.Id);
        var grant = row.GetProperty("grants")[0].GetProperty("id").GetGuid();
        var reason = new { reason = "x" };

        foreach (var (address, body) in new (string, object)[]
        {
            ($"/api/v1/users/{who.Id}/disable", reason),
            ($"/api/v1/users/{who.Id}/enable", new { }),
            ($"/api/v1/users/{who.Id}/password-reset", new { }),
            ($"/api/v1/users/{who.Id}/grants", new { role = "administrator", scopeKind = "division", scope = "141121", from = "2022-04-14T00:00:00Z" }),
            ($"/api/v1/grants/{grant}/end", reason),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await neighbour.PostAsync(address, body)).StatusCode);
        }

        Assert.DoesNotContain(await RowsAsync(neighbour), r => r.GetProperty("id").GetGuid() == who.Id);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.PostAsync($"/api/v1/grants/{grant}/end", reason)).StatusCode);
        row = (await RowsAsync(administrator)).Single(r => r.GetProperty("id").GetGuid() == who.Id);
        Assert.Empty(row.GetProperty("grants").EnumerateArray());
    }

    [Theory]
    [InlineData("administrator", "division", "000000")] // everywhere
    [InlineData("administrator", "division", "141121")] // the neighbour
    [InlineData("administrator", "division", "141122100")] // less than the county
    [InlineData("administrator", "place", "0192f0c8-0000-7000-8000-000000000001")]
    [InlineData("headquarters", "division", "141100")] // the city above
    [InlineData("headquarters", "division", "1411")]
    [InlineData("post-head", "place", "the gate")]
    public async Task A_grant_outside_of_what_its_giver_holds_is_refused(string role, string scopeKind, string scope)
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);
        var who = await host.AddUserAsync(role: null);

        var answer = await administrator.PostAsync($"/api/v1/users/{who.Id}/grants", new { role, scopeKind, scope, from = "2022-04-14T00:00:00Z" });

        Assert.Equal("scope-wrong", await answer.ProblemCodeAsync());
    }

    [Fact]
    public async Task Nobody_changes_the_own_grants_or_shuts_oneself_out()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.Administrator);
        using var administrator = await host.SignInAsync(who);
        var grant = (await RowsAsync(administrator)).Single().GetProperty("grants")[0].GetProperty("id").GetGuid();

        foreach (var (address, body) in new (string, object)[]
        {
            ($"/api/v1/users/{who.Id}/disable", new { reason = "x" }),
            ($"/api/v1/users/{who.Id}/password-reset", new { }),
            ($"/api/v1/users/{who.Id}/grants", new { role = "headquarters", scopeKind = "division", scope = "141122", from = "2022-04-14T00:00:00Z" }),
            ($"/api/v1/grants/{grant}/end", new { reason = "x" }),
        })
        {
            Assert.Equal("not-oneself", await (await administrator.PostAsync(address, body)).ProblemCodeAsync());
        }
    }

    [Fact]
    public async Task The_last_administrator_who_can_sign_in_stays()
    {
        await using var host = await StartAsync();
        var who = await host.AddUserAsync(Role.Administrator);
        using var operatorsShell = host.NewClient();
        operatorsShell.DefaultRequestHeaders.Authorization = new("Operator", host.Services.GetRequiredService<OperatorToken>().Value);
        operatorsShell.DefaultRequestHeaders.Add("X-RedVest-Owner", $"{Personas.Jiaocheng}");
        var row = (await RowsAsync(operatorsShell)).Single(r => r.GetProperty("id").GetGuid() == who.Id);
        var grant = row.GetProperty("grants")[0].GetProperty("id").GetGuid();

        foreach (var address in new[] { $"/api/v1/users/{who.Id}/disable", $"/api/v1/grants/{grant}/end" })
            Assert.Equal("last-administrator", await (await operatorsShell.PostAsync(address, new { reason = "x" })).ProblemCodeAsync());
        (await host.SignInAsync(who)).Dispose();

        (await host.SignInAsync(Role.Administrator)).Dispose();
        Assert.Equal(HttpStatusCode.NoContent, (await operatorsShell.PostAsync($"/api/v1/users/{who.Id}/disable", new { reason = "x" })).StatusCode);
    }

    [Fact]
    public async Task Of_administrators_who_shut_each_other_out_at_once_one_is_left()
    {
        await using var host = await StartAsync();
        Guid? left = null;
        for (var round = 0; round < 5; round++)
        {
            var (first, second) = (await host.AddUserAsync(Role.Administrator), await host.AddUserAsync(Role.Administrator));
            using var one = await host.SignInAsync(first);
            using var other = await host.SignInAsync(second);
            if (left is { } before)
                await one.PostAsync($"/api/v1/users/{before}/disable", new { reason = "x" });

            var answers = await Task.WhenAll(
                one.PostAsync($"/api/v1/users/{second.Id}/disable", new { reason = "x" }),
                other.PostAsync($"/api/v1/users/{first.Id}/disable", new { reason = "x" }));

            Assert.Single(answers, a => a.StatusCode == HttpStatusCode.NoContent);
            left = answers[0].StatusCode == HttpStatusCode.NoContent ? first.Id : second.Id;
        }
    }

    [Fact]
    public async Task Members_that_nobody_asked_for_are_refused()
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);

        var answer = await administrator.PostAsync("/api/v1/users", new { userName = "wangwu", name = "王五", home = 141121, passwordHash = "x" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(await RowsAsync(administrator));
    }

    [Fact]
    public async Task The_list_pages_by_user_name_and_finds_by_a_part()
    {
        await using var host = await StartAsync();
        using var administrator = await host.SignInAsync(Role.Administrator);
        foreach (var name in new[] { "zhaoliu", "lisi", "wangwu" })
            await administrator.PostAsync("/api/v1/users", new { userName = name, name = "某 " + name });

        var names = new List<string>();
        Guid? after = null;
        do
        {
            var page = await (await administrator.GetAsync("/api/v1/users?limit=2" + (after is null ? "" : $"&after={after}"), RedVestHost.Stop)).JsonAsync();
            names.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("userName").GetString()!));
            after = page.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? null : page.GetProperty("next").GetGuid();
        }
        while (after is not null);
        var found = await (await administrator.GetAsync("/api/v1/users?q=angw", RedVestHost.Stop)).JsonAsync();

        Assert.Equal(4, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal("wangwu", Assert.Single(found.GetProperty("rows").EnumerateArray()).GetProperty("userName").GetString());
    }

    private static async Task<System.Text.Json.JsonElement[]> RowsAsync(HttpClient administrator) =>
        [.. (await (await administrator.GetAsync("/api/v1/users?limit=200", RedVestHost.Stop)).JsonAsync()).GetProperty("rows").EnumerateArray()];

    private static async Task<RedVestHost> StartAsync()
    {
        var host = await RedVestHost.StartAsync();
        await host.SetUpAsync();
        return host;
    }
}
