using System.Text.Json.Nodes;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class BoardTests
{
    [Fact]
    public async Task The_board_counts_vehicles_persons_and_verdicts_from_records()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var (first, second, walker) = (post.Clock.NewId(), post.Clock.NewId(), post.Clock.NewId());
        var onFoot = phone.Check(walker, number: "141199199001010026");
        onFoot["body"]!["vehicle"] = null;
        onFoot["body"]!["occupants"]![0]!["role"] = "pedestrian";
        await phone.PushAsync(phone.Check(first), phone.Verdict(first), phone.Check(second, plate: "晋G99999"), phone.Verdict(second, "sample-and-go", "asked for it"),
            onFoot, phone.Verdict(walker), phone.Record("checkpoints.queue", post.LaneIn, new JsonObject { ["length"] = 7 }));
        var leader = await post.Host.SignInAsync(Role.ShiftLeader);

        using var answer = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/board", RedVestHost.Stop);
        var board = await answer.JsonAsync();

        double? Figure(string key) => board.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("key").GetString() == key).GetProperty("value") is { ValueKind: System.Text.Json.JsonValueKind.Number } n ? n.GetDouble() : null;
        Assert.Equal((2, 3, 1, 7), (Figure("entry.vehicles"), Figure("entry.persons"), Figure("entry.tests"), Figure("entry.queue")));
        Assert.NotNull(Figure("entry.seconds-p90"));
        var lane = board.GetProperty("lanes").EnumerateArray().Single(l => l.GetProperty("number").GetInt32() == 1);
        Assert.Equal((2, 3, 7), (lane.GetProperty("vehicles").GetInt32(), lane.GetProperty("persons").GetInt32(), lane.GetProperty("queue").GetInt32()));
        Assert.Equal(3, board.GetProperty("hours").EnumerateArray().Sum(h => h.GetProperty("persons").GetInt32()));
        Assert.Equal(2, board.GetProperty("shifts").EnumerateArray().Sum(s => s.GetProperty("vehicles").GetInt32()));
        Assert.Equal(["release", "sample-and-go"], board.GetProperty("verdicts").EnumerateArray().Select(v => v.GetProperty("verdict").GetString()!));
    }

    [Fact]
    public async Task A_figure_of_the_owner_is_the_sum_of_its_checkpoints_and_unknown_ones_are_named()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));
        var leader = await post.Host.SignInAsync(Role.Headquarters);

        using var vehicles = await leader.GetAsync("/api/v1/figures/entry.vehicles", RedVestHost.Stop);
        using var shift = await leader.GetAsync("/api/v1/figures/entry.vehicles?shift=9", RedVestHost.Stop);
        using var unknown = await leader.GetAsync("/api/v1/figures/entry.nothing", RedVestHost.Stop);

        Assert.Equal(1, (await vehicles.JsonAsync()).GetProperty("value").GetInt32());
        Assert.Equal(0, (await shift.JsonAsync()).GetProperty("value").GetInt32());
        Assert.Equal("figure-unknown", await unknown.ProblemCodeAsync());
    }

    [Fact]
    public async Task Every_figure_has_a_name_and_a_definition_in_both_languages()
    {
        await using var post = await Post.OpenAsync();
        var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        using var answer = await leader.GetAsync("/api/v1/figures", RedVestHost.Stop);
        var rows = (await answer.JsonAsync()).GetProperty("rows").EnumerateArray().ToList();
        Assert.NotEmpty(rows);
        foreach (var text in rows.SelectMany(r => new[] { r.GetProperty("name"), r.GetProperty("definition") }))
        {
            Assert.DoesNotContain("figure.", text.GetProperty("zh").GetString());
            Assert.DoesNotContain("figure.", text.GetProperty("en").GetString());
            Assert.NotEqual(text.GetProperty("zh").GetString(), text.GetProperty("en").GetString());
        }
    }

    [Fact]
    public async Task A_checkpoint_outside_of_the_scope_does_not_exist()
    {
        await using var post = await Post.OpenAsync();
        var stranger = await post.Host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());
        using var board = await stranger.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/board", RedVestHost.Stop);
        Assert.Equal("not-found", await board.ProblemCodeAsync());
    }

    [Fact]
    public async Task The_live_board_sends_again_when_a_car_has_passed()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        using var live = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/board/live", HttpCompletionOption.ResponseHeadersRead, RedVestHost.Stop);
        Assert.Equal("text/event-stream", live.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await live.Content.ReadAsStreamAsync(RedVestHost.Stop));
        Assert.Equal(0, Vehicles(await NextAsync(reader)));

        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));

        Assert.Equal(1, Vehicles(await NextAsync(reader)));
    }

    private static int Vehicles(JsonNode board) => board["figures"]!.AsArray().Single(f => f!["key"]!.GetValue<string>() == "entry.vehicles")!["value"]!.GetValue<int>();

    private static async Task<JsonNode> NextAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(RedVestHost.Stop) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonNode.Parse(line[6..])!;
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
