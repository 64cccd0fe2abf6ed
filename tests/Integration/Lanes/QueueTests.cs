using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class QueueTests
{
    [Fact]
    public async Task The_queue_is_what_arrived_less_who_gave_up_less_whose_check_began()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync([.. Enumerable.Range(0, 8).Select(_ => phone.Record("tally.arrived", post.LaneIn, []))]);
        await phone.PushAsync(phone.Record("tally.gave-up", post.LaneIn, []), phone.Check(post.Clock.NewId()));

        var queue = await AskAsync(post, Role.ShiftLeader);

        var line = Line(queue, post.LaneIn);
        Assert.Equal((6, "tally"), (line.GetProperty("length").GetInt32(), line.GetProperty("source").GetString()));
        Assert.Equal(6, queue.GetProperty("length").GetInt32());
        Assert.Equal(1, queue.GetProperty("waits").GetInt32());
        Assert.NotEqual(JsonValueKind.Null, queue.GetProperty("waitP90").ValueKind);
        Assert.Equal("all-open", line.GetProperty("relief").GetProperty("do").GetString()); // the other lane leads out
        var nobody = Line(queue, post.LaneOut);
        Assert.Equal((JsonValueKind.Null, "none"), (nobody.GetProperty("length").ValueKind, nobody.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task A_count_newer_than_the_tally_is_believed_and_goes_on_from_there()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync([.. Enumerable.Range(0, 3).Select(_ => phone.Record("tally.arrived", post.LaneIn, []))]);
        await phone.PushAsync(phone.Record("checkpoints.queue", post.LaneIn, new JsonObject { ["length"] = 10 }));
        Assert.Equal(10, Line(await AskAsync(post, Role.ShiftLeader), post.LaneIn).GetProperty("length").GetInt32());

        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        Assert.Equal(9, Line(await AskAsync(post, Role.ShiftLeader), post.LaneIn).GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task Without_a_tally_the_last_count_stands_whatever_is_checked()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Record("checkpoints.queue", post.LaneIn, new JsonObject { ["length"] = 4 }), phone.Check(post.Clock.NewId()));
        var line = Line(await AskAsync(post, Role.ShiftLeader), post.LaneIn);
        Assert.Equal((4, "count"), (line.GetProperty("length").GetInt32(), line.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Advice_says_that_nothing_is_measured_until_five_cars_were_checked()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        Assert.Equal("not-measured", Advice(await AskAsync(post, Role.ShiftLeader)).GetProperty("say").GetString());
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var passage = post.Clock.NewId();
            await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));
        }

        var advice = Advice(await AskAsync(post, Role.ShiftLeader));
        Assert.Equal(("enough", 5), (advice.GetProperty("say").GetString(), advice.GetProperty("checks").GetInt32()));
    }

    [Fact]
    public async Task A_phone_sees_the_queue_of_its_own_post_and_settings_are_the_posts()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Record("tally.arrived", post.LaneIn, []), phone.Record("tally.arrived", post.LaneIn, []));
        var head = await post.Host.SignInAsync(Role.PostHead);

        using var wrong = await head.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/queue/settings", Settings(0));
        Assert.Equal("queue-settings-wrong", await wrong.ProblemCodeAsync());
        using var set = await head.PostAsync($"/api/v1/checkpoints/{post.Checkpoint}/queue/settings", Settings(1));
        Assert.True(set.IsSuccessStatusCode);

        using var client = phone.Client();
        using var answer = await client.GetAsync("/api/v1/checkpoints/queue", RedVestHost.Stop);
        var queue = await answer.JsonAsync();
        Assert.Equal(1, queue.GetProperty("reliefAbove").GetInt32());
        Assert.Equal(1, queue.GetProperty("advice").EnumerateArray().Count(a => a.GetProperty("direction").GetString() == "in"));
        Assert.NotEqual(JsonValueKind.Null, Line(queue, post.LaneIn).GetProperty("relief").ValueKind);
    }

    private static object Settings(int reliefAbove) => new { reliefAbove, targetSeconds = 60, oneLine = true };

    private static async Task<JsonElement> AskAsync(Post post, Role role)
    {
        var leader = await post.Host.SignInAsync(role);
        using var answer = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/queue", RedVestHost.Stop);
        return await answer.JsonAsync();
    }

    private static JsonElement Line(JsonElement queue, Guid lane) =>
        queue.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("lanes").EnumerateArray().Any(x => x.GetGuid() == lane));

    private static JsonElement Advice(JsonElement queue) => queue.GetProperty("advice").EnumerateArray().First(a => a.GetProperty("direction").GetString() == "in").GetProperty("advice");
}
