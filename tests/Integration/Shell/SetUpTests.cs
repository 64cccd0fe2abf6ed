using System.Net;
using System.Net.Http.Json;
using RedVest.Setup;
using Xunit;

namespace RedVest.Integration.Tests.Shell;

/// <summary>An empty folder without the demo: one administrator, who sets up the county.</summary>
public sealed class SetUpTests
{
    private static readonly object Wanted = new
    {
        ownerCode = 141126,
        ownerName = new { zh = "石楼县", en = "Shilou County" },
        checkpoint = new { name = new { zh = "东关卡口", en = "East gate" }, kind = "road", divisionCode = 141126100000, lanes = 3 },
        utcOffsetMinutes = 480,
    };

    [Fact]
    public async Task The_administrator_changes_the_one_time_password_and_sets_up_a_county_with_its_first_checkpoint()
    {
        await using var host = await RedVestHost.StartAsync();
        await SignInAsync(host);

        using var answer = await host.Api.PostAsJsonAsync("/api/v1/setup", Wanted, RedVestHost.Stop);
        using var me = await host.Api.GetAsync("/api/v1/me", RedVestHost.Stop);
        using var need = await host.Api.GetAsync("/api/v1/setup", RedVestHost.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(Guid.Empty, (await answer.JsonAsync()).GetProperty("checkpointId").GetGuid());
        Assert.Equal(141126, (await me.JsonAsync()).GetProperty("owner").GetInt32());
        Assert.False((await me.JsonAsync()).GetProperty("demo").GetBoolean());
        Assert.False((await need.JsonAsync()).GetProperty("needed").GetBoolean());
    }

    [Fact]
    public async Task A_shipped_pack_is_proposed_at_set_up_and_waits_for_a_second_person()
    {
        await using var host = await RedVestHost.StartAsync();
        await SignInAsync(host);
        using var answer = await host.Api.PostAsJsonAsync("/api/v1/setup", new { ownerCode = 141126, ownerName = new { zh = "石楼县", en = "Shilou County" }, checkpoint = new { name = new { zh = "东关卡口", en = "East gate" }, kind = "road", divisionCode = 141126100000, lanes = 3 }, utcOffsetMinutes = 480, pack = "TEST-MINIMAL" }, RedVestHost.Stop);
        using var packs = await host.Api.GetAsync("/api/v1/packs", RedVestHost.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("proposed", Assert.Single((await packs.JsonAsync()).GetProperty("rows").EnumerateArray()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Every_shipped_gate_template_can_be_chosen_and_the_first_post_asks_by_it()
    {
        await using var host = await RedVestHost.StartAsync();
        await SignInAsync(host);
        using var need = await host.Api.GetAsync("/api/v1/setup", RedVestHost.Stop);
        object With(string gate) => new { ownerCode = 141126, ownerName = new { zh = "石楼县", en = "Shilou County" }, checkpoint = new { name = new { zh = "村口", en = "Village gate" }, kind = "village-road", divisionCode = 141126100000, lanes = 1, gate }, utcOffsetMinutes = 480 };

        using var unknown = await host.Api.PostAsJsonAsync("/api/v1/setup", With("no-such"), RedVestHost.Stop);
        using var answer = await host.Api.PostAsJsonAsync("/api/v1/setup", With("village"), RedVestHost.Stop);
        using var gates = await host.Api.GetAsync("/api/v1/gates", RedVestHost.Stop);

        Assert.Equal(["four-checks", "test-and-code", "three-codes", "village"], (await need.JsonAsync()).GetProperty("gates").EnumerateArray().Select(g => g.GetProperty("id").GetString()!).Order());
        Assert.Equal("gate-unknown", await unknown.ProblemCodeAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var post = Assert.Single((await gates.JsonAsync()).GetProperty("posts").EnumerateArray());
        Assert.Equal("village", Assert.Single(post.GetProperty("gates").EnumerateArray()).GetProperty("gate").GetString());
    }

    [Fact]
    public async Task It_happens_once()
    {
        await using var host = await RedVestHost.StartAsync();
        await SignInAsync(host);
        (await host.Api.PostAsJsonAsync("/api/v1/setup", Wanted, RedVestHost.Stop)).EnsureSuccessStatusCode();

        using var again = await host.Api.PostAsJsonAsync("/api/v1/setup", Wanted, RedVestHost.Stop);

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("set-up-done", await again.ProblemCodeAsync());
    }

    [Theory]
    [InlineData(0, 141126100000, 3, "owner-code-wrong")]
    [InlineData(141126, 141122100000, 3, "division-elsewhere")]
    [InlineData(141126, 141126100000, 41, "lanes-wrong")]
    [InlineData(141126, 141126100000, 0, "lanes-wrong")]
    public async Task What_cannot_be_is_refused_and_nothing_is_set_up(int owner, long division, int lanes, string code)
    {
        await using var host = await RedVestHost.StartAsync();
        await SignInAsync(host);
        var name = new { zh = "县", en = "County" };

        using var answer = await host.Api.PostAsJsonAsync(
            "/api/v1/setup",
            new { ownerCode = owner, ownerName = name, checkpoint = new { name, kind = "road", divisionCode = division, lanes }, utcOffsetMinutes = 480 },
            RedVestHost.Stop);
        using var need = await host.Api.GetAsync("/api/v1/setup", RedVestHost.Stop);

        Assert.Equal(code, await answer.ProblemCodeAsync());
        Assert.True((await need.JsonAsync()).GetProperty("needed").GetBoolean());
    }

    [Fact]
    public async Task A_stranger_cannot()
    {
        await using var host = await RedVestHost.StartAsync();

        using var answer = await host.Api.PostAsJsonAsync("/api/v1/setup", Wanted, RedVestHost.Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task SignInAsync(RedVestHost host)
    {
        const string Own = "a long word of my own";
        var oneTime = host.Server.Prepared.AdministratorPassword;
        (await host.Api.PostAsJsonAsync("/api/v1/sign-in", new { userName = Preparation.Administrator, password = oneTime }, RedVestHost.Stop)).EnsureSuccessStatusCode();
        (await host.Api.PostAsJsonAsync("/api/v1/me/password", new { current = oneTime, next = Own }, RedVestHost.Stop)).EnsureSuccessStatusCode();
    }
}
