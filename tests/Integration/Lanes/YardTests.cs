using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Yard;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class YardTests
{
    [Fact]
    public async Task A_held_person_is_taken_sampled_cared_for_and_let_go_by_an_officer()
    {
        await using var post = await Post.OpenAsync();
        var (lane, yard) = (await post.EnrolAsync(), await post.EnrolAsync());
        var passage = await HoldAsync(post, lane, "sample-and-wait");
        var leader = await post.Host.SignInAsync(Role.ShiftLeader);

        await yard.PushAsync(Yard(yard, passage, "taken"));
        await yard.PushAsync(Yard(yard, passage, "sampled", ("sample", "antigen"), ("tube", "T-17")));
        var food = Yard(yard, passage, "need", ("need", "food"), ("note", "二人份"));
        await yard.PushAsync(food, Yard(yard, passage, "need", ("need", "toilet")));
        await yard.PushAsync(Served(yard, passage, food));
        await yard.PushAsync(Yard(yard, passage, "result", ("result", "negative")));

        var here = Assert.Single((await ListAsync(post, leader)).GetProperty("here").EnumerateArray().ToList());
        Assert.Equal(("张**", "0013", "晋G12345", "negative", "decide"),
            (Text(here, "name"), Text(here, "tail"), Text(here, "plate"), Text(here, "stage"), Text(here, "next")));
        Assert.Equal("post", here.GetProperty("custodian").GetProperty("kind").GetString());
        Assert.Equal(("antigen", "T-17", "negative"), (Text(here.GetProperty("sample"), "kind"), Text(here.GetProperty("sample"), "tube"), Text(here.GetProperty("sample"), "result")));
        Assert.Equal("toilet", Text(Assert.Single(here.GetProperty("needs").EnumerateArray().ToList()), "need"));

        await yard.PushAsync(Yard(yard, passage, "ended", ("reason", "released")));
        var list = await ListAsync(post, leader);
        Assert.Empty(list.GetProperty("here").EnumerateArray());
        Assert.Equal("released", Text(Assert.Single(list.GetProperty("left").EnumerateArray().ToList()), "endReason"));
    }

    [Fact]
    public async Task Sample_and_go_ends_with_the_sample_and_keeps_its_number()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = await HoldAsync(post, phone, "sample-and-go");
        await phone.PushAsync(Yard(phone, passage, "sampled", ("sample", "nucleic"), ("tube", "A0001"), ("go", true)));

        var left = Assert.Single((await ListAsync(post, await post.Host.SignInAsync(Role.PostHead))).GetProperty("left").EnumerateArray().ToList());
        Assert.Equal(("released", "A0001"), (Text(left, "endReason"), Text(left.GetProperty("sample"), "tube")));
    }

    [Fact]
    public async Task Lane_and_yard_records_of_one_push_see_each_other()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage, "hold", "asked for it"), Yard(phone, passage, "taken"), Yard(phone, passage, "ended", ("reason", "home")));

        var loop = Assert.Single(await post.RowsAsync<Loop>());
        Assert.Equal(("hold", "home"), (loop.Given, loop.EndReason));
        Assert.NotNull(loop.TakenAt);
        Assert.NotNull(loop.About);
    }

    [Fact]
    public async Task A_yard_that_reports_before_the_lane_does_tells_the_same_story()
    {
        await using var post = await Post.OpenAsync();
        var (lane, yard) = (await post.EnrolAsync(), await post.EnrolAsync());
        var passage = post.Clock.NewId();
        var (check, verdict) = (lane.Check(passage), lane.Verdict(passage, "hold", "asked for it"));
        await Task.Delay(20, RedVestHost.Stop);
        yard.OpenSession();

        await yard.PushAsync(Yard(yard, passage, "need", ("need", "medicine")));
        var before = Assert.Single(await post.RowsAsync<Loop>());
        await lane.PushAsync(check, verdict);
        var after = Assert.Single(await post.RowsAsync<Loop>());

        Assert.True(before is { IsOpen: true, Given: null } && after is { IsOpen: true, Given: "hold", Stage: "held" });
        Assert.Equal(Custodians.Post(post.Checkpoint), after.Custodian);
        Assert.True(after.OpenedAt < before.OpenedAt);
    }

    [Theory]
    [InlineData("ended", "reason", null, "refused:reason-missing")]
    [InlineData("ended", "reason", "vanished", "refused:end-reason-unknown")]
    [InlineData("ended", "reason", "transferred", "refused:whereto-missing")]
    [InlineData("result", "result", "perhaps", "refused:body-wrong")]
    [InlineData("sampled", "tube", "1", "refused:body-wrong")]
    [InlineData("danced", null, null, "refused:kind-unknown")]
    public async Task What_cannot_be_is_refused_with_its_code(string what, string? member, string? value, string outcome)
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = await HoldAsync(post, phone, "hold");
        Assert.Equal(outcome, await phone.OutcomeAsync(Yard(phone, passage, what, member is null ? [] : [(member, value)])));
        Assert.True(Assert.Single(await post.RowsAsync<Loop>()).IsOpen);
    }

    [Fact]
    public async Task Serving_a_need_that_has_not_come_waits_for_it()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = await HoldAsync(post, phone, "hold");
        var need = Yard(phone, passage, "need", ("need", "warm"));
        var served = Served(phone, passage, need);
        Assert.Equal("waiting-for", await phone.OutcomeAsync(served));
        await phone.PushAsync(need, served);
        Assert.Equal(["yard.need", "yard.served"], (await post.RowsAsync<YardEvent>()).Select(e => e.Kind).Order());
    }

    [Fact]
    public async Task The_office_ends_a_hold_with_a_reason_and_everything_is_told_in_order()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = await HoldAsync(post, phone, "hold");
        var loop = LoopIds.Of(passage, 1);
        var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        var request = new { id = post.Clock.NewId(), what = "ended", reason = "transferred", to = "县医院隔离点" };

        using var without = await leader.PostAsJsonAsync($"/api/v1/yard/{loop}/records", new { id = post.Clock.NewId(), what = "ended" }, RedVestHost.Stop);
        using var first = await leader.PostAsJsonAsync($"/api/v1/yard/{loop}/records", request, RedVestHost.Stop);
        using var again = await leader.PostAsJsonAsync($"/api/v1/yard/{loop}/records", request, RedVestHost.Stop);
        using var seen = await leader.GetAsync($"/api/v1/yard/{loop}", RedVestHost.Stop);

        Assert.Equal("reason-missing", await without.ProblemCodeAsync());
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var detail = await seen.JsonAsync();
        Assert.Equal(["offered", "ended"], detail.GetProperty("history").EnumerateArray().Select(h => Text(h, "what")));
        Assert.Equal("县医院隔离点", Text(detail.GetProperty("person"), "endTo"));
        Assert.Equal("user", detail.GetProperty("history")[1].GetProperty("taker").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_bundle_carries_the_posts_own_people_and_nobody_elses()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        await HoldAsync(post, phone, "hold");
        using var client = phone.Client();
        using var answer = await client.GetAsync("/api/v1/sync/bundle", RedVestHost.Stop);
        var section = JsonDocument.Parse((await answer.JsonAsync()).GetProperty("sections").GetProperty("yard").GetString()!).RootElement;
        Assert.Equal("张**", Text(Assert.Single(section.EnumerateArray().ToList()), "name"));
    }

    [Fact]
    public async Task A_stranger_to_the_post_sees_nobody()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = await HoldAsync(post, phone, "hold");
        var stranger = await post.Host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());
        using var list = await stranger.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/yard", RedVestHost.Stop);
        using var one = await stranger.GetAsync($"/api/v1/yard/{LoopIds.Of(passage, 1)}", RedVestHost.Stop);
        using var act = await stranger.PostAsJsonAsync($"/api/v1/yard/{LoopIds.Of(passage, 1)}/records", new { id = post.Clock.NewId(), what = "ended", reason = "released" }, RedVestHost.Stop);
        Assert.Equal(["not-found", "not-found", "not-found"], [await list.ProblemCodeAsync(), await one.ProblemCodeAsync(), await act.ProblemCodeAsync()]);
    }

    internal static async Task<Guid> HoldAsync(Post post, Phone phone, string verdict)
    {
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage, verdict, "asked for it"));
        return passage;
    }

    internal static JsonObject Yard(Phone phone, Guid passage, string what, params (string Member, object? Value)[] said)
    {
        var body = new JsonObject { ["n"] = 1 };
        foreach (var (member, value) in said)
            body[member] = JsonValue.Create(value);
        return phone.Record("yard." + what, passage, body);
    }

    private static JsonObject Served(Phone phone, Guid passage, JsonObject need) => Yard(phone, passage, "served", ("served", need["id"]!.GetValue<Guid>()));

    private static async Task<JsonElement> ListAsync(Post post, HttpClient leader)
    {
        using var answer = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/yard", RedVestHost.Stop);
        return await answer.JsonAsync();
    }

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
