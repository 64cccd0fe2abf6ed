using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints.Log;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Shifts;

public sealed class LogTests
{
    [Fact]
    public async Task An_incident_of_the_lane_climbs_until_somebody_acknowledges_it_and_closes_with_a_lesson()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var post = await Post.OpenAsync(clock);
        var phone = await post.EnrolAsync();
        using var head = await post.Host.SignInAsync(Role.PostHead);
        using var county = await post.Host.SignInAsync(Role.Headquarters);
        var entry = post.Clock.NewId();
        var day = FormattableString.Invariant($"{clock.GetUtcNow().AddHours(8):yyyy-MM-dd}"); // it may close on the next

        Assert.Equal("stored", await phone.OutcomeAsync(Incident(phone, entry, level: 2)));
        Assert.Equal(2, (await OpenAsync(post, head)).GetProperty("level").GetInt32());
        clock.Advance(TimeSpan.FromMinutes(11));
        var climbed = await OpenAsync(post, head);
        Assert.Equal((3, 2), (climbed.GetProperty("level").GetInt32(), climbed.GetProperty("givenLevel").GetInt32()));

        Assert.Equal("Created", await WriteAsync(post, county, entry, "acknowledged"));
        clock.Advance(TimeSpan.FromSeconds(1)); // the order of one instant is nobody's
        Assert.Equal("Created", await WriteAsync(post, county, entry, "step", text: "民警两名到场"));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, (await OpenAsync(post, head)).GetProperty("level").GetInt32());
        Assert.Equal("Created", await WriteAsync(post, head, entry, "closed", lesson: "先请司机下车再谈"));

        Assert.Empty((await head.ReadAsync(Log(post) + "?open=true")).GetProperty("rows").EnumerateArray());
        var row = Assert.Single((await head.ReadAsync(Log(post) + "?day=" + day)).GetProperty("rows").EnumerateArray().ToList());
        Assert.Equal(["entry", "acknowledged", "step", "closed"], row.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("kind").GetString()));
        Assert.Equal("民警两名到场", row.GetProperty("records")[2].GetProperty("text").GetString());
        Assert.DoesNotContain("民警", string.Concat((await post.RowsAsync<ShiftEvent>()).Select(e => System.Text.Encoding.UTF8.GetString(e.Body))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_stays_and_is_put_right_by_a_further_record()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var head = await post.Host.SignInAsync(Role.PostHead);
        var entry = post.Clock.NewId();
        var record = phone.Record("log.entry", entry, new JsonObject { ["what"] = "order", ["text"] = "晚八点起查四十八小时证明", ["from"] = "县指挥部" });

        Assert.Equal("stored", await phone.OutcomeAsync(record));
        Assert.Equal("already-stored", await phone.OutcomeAsync(record));
        Assert.Equal("conflict:log-written-twice", await phone.OutcomeAsync(phone.Record("log.entry", entry, new JsonObject { ["what"] = "note", ["text"] = "x" })));
        Assert.Equal("Created", await WriteAsync(post, head, entry, "correction", text: "是七十二小时"));

        var row = Assert.Single((await head.ReadAsync(Log(post))).GetProperty("rows").EnumerateArray().ToList());
        Assert.Equal(["晚八点起查四十八小时证明", "是七十二小时"], row.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_step_that_overtakes_its_entry_waits_for_it()
    {
        await using var post = await Post.OpenAsync();
        var (one, other) = (await post.EnrolAsync(), await post.EnrolAsync());
        var entry = post.Clock.NewId();
        var (incident, step) = (Incident(one, entry, 1), other.Record("log.step", entry, new JsonObject { ["text"] = "拉开警戒线" }));

        Assert.Equal("waiting-for", await other.OutcomeAsync(step));
        Assert.Equal("stored", await one.OutcomeAsync(incident));
        Assert.Equal("stored", await other.OutcomeAsync(step));
    }

    [Theory]
    [InlineData("log.entry", """{"text":"x"}""", "body-wrong")]
    [InlineData("log.entry", """{"what":"note"}""", "log-text-missing")]
    [InlineData("log.entry", """{"what":"incident","text":"x"}""", "log-level-wrong")]
    [InlineData("log.entry", """{"what":"incident","text":"x","level":5}""", "log-level-wrong")]
    [InlineData("log.entry", """{"what":"note","text":["x"]}""", "body-wrong")]
    [InlineData("log.nothing", """{"text":"x"}""", "kind-unknown")]
    public async Task What_no_later_record_could_make_right_is_refused(string kind, string body, string code)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();

        Assert.Equal("refused:" + code, await phone.OutcomeAsync(phone.Record(kind, post.Clock.NewId(), JsonNode.Parse(body)!.AsObject())));
    }

    [Fact]
    public async Task The_log_of_a_post_is_closed_to_those_who_do_not_see_it()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var entry = post.Clock.NewId();
        await phone.PushAsync(Incident(phone, entry, 1));
        using var elsewhere = await post.Host.SignInAsync(Role.PostHead, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());

        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(Log(post), RedVestHost.Stop)).StatusCode);
        Assert.Equal("NotFound not-found", await WriteAsync(post, elsewhere, entry, "closed", lesson: "x"));
    }

    [Fact]
    public async Task The_county_sets_its_own_clocks()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var post = await Post.OpenAsync(clock);
        var phone = await post.EnrolAsync();
        using var county = await post.Host.SignInAsync(Role.Headquarters);
        await phone.PushAsync(Incident(phone, post.Clock.NewId(), 1));

        using (var wrong = await county.PostAsync("/api/v1/incident-clocks", new { minutes = new Dictionary<string, int> { ["4"] = 10 } }))
            Assert.Equal("log-clock-wrong", await wrong.ProblemCodeAsync());
        using (var set = await county.PostAsync("/api/v1/incident-clocks", new { minutes = new Dictionary<string, int> { ["1"] = 30 } }))
            Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(2, (await OpenAsync(post, county)).GetProperty("level").GetInt32());
    }

    private static string Log(Post post) => $"/api/v1/checkpoints/{post.Checkpoint}/log";

    private static JsonObject Incident(Phone phone, Guid entry, int level) =>
        phone.Record("log.entry", entry, new JsonObject { ["what"] = "incident", ["text"] = "司机不肯下车", ["level"] = level, ["type"] = "conflict" });

    private static async Task<JsonElement> OpenAsync(Post post, HttpClient who) =>
        Assert.Single((await who.ReadAsync(Log(post) + "?open=true")).GetProperty("rows").EnumerateArray().ToList());

    private static async Task<string> WriteAsync(Post post, HttpClient who, Guid entry, string kind, string? text = null, string? lesson = null)
    {
        using var answer = await who.PostAsync(Log(post), new { id = post.Clock.NewId(), entry, kind, text, lesson });
        return answer.StatusCode + (answer.IsSuccessStatusCode ? "" : " " + await answer.ProblemCodeAsync());
    }
}
