using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints.Custody;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using Xunit;

namespace RedVest.Integration.Tests.Loops;

/// <summary>The one board of all open loops, and what is done there.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task Somebody_who_passed_although_restricted_is_on_the_board_until_the_command_room_ends_it_with_a_reason()
    {
        await using var post = await Post.OpenAsync();
        await ReleaseRestrictedAsync(post);
        var room = await post.Host.SignInAsync(Role.Headquarters);

        var row = Assert.Single(Rows(await ListAsync(room, "kind=sought")));
        var id = row.GetProperty("id").GetGuid();
        Assert.Equal(("untaken", "post", "take", "hold"), (Text(row, "half"), Text(row.GetProperty("custodian"), "kind"), Text(row, "next"), Text(row, "given")));
        Assert.Equal("张** 晋G12345", Text(row, "what"));

        Assert.Equal(HttpStatusCode.Created, (await SayAsync(post, room, id, "taken")).StatusCode);
        row = Assert.Single(Rows(await ListAsync(room, "kind=sought")));
        Assert.Equal(("user", "find"), (Text(row.GetProperty("custodian"), "kind"), Text(row, "next")));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("half").ValueKind);

        Assert.Equal("loop-end-unknown", await (await SayAsync(post, room, id, "ended", "released")).ProblemCodeAsync());
        Assert.Equal(HttpStatusCode.Created, (await SayAsync(post, room, id, "ended", "isolated")).StatusCode);
        Assert.Equal("loop-over", await (await SayAsync(post, room, id, "ended", "found")).ProblemCodeAsync());
        Assert.Empty(Rows(await ListAsync(room, "kind=sought")));
        var shown = await room.GetFromJsonAsync<JsonElement>($"/api/v1/loops/{id}", RedVestHost.Stop);
        Assert.Equal(["offered", "taken", "ended"], shown.GetProperty("links").EnumerateArray().Select(l => Text(l, "step")));
    }

    [Fact]
    public async Task A_held_person_is_ended_in_the_yard_and_not_at_the_board()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage, "hold", "asked for it"));
        var room = await post.Host.SignInAsync(Role.Headquarters);

        var row = Assert.Single(Rows(await ListAsync(room, "state=untaken")));
        Assert.Equal($"/checkpoints/{post.Checkpoint}/yard/{LoopIds.Of(passage, 1)}", Text(row, "path"));
        Assert.Equal("loop-elsewhere", await (await SayAsync(post, room, LoopIds.Of(passage, 1), "ended", "found")).ProblemCodeAsync());
    }

    [Fact]
    public async Task Another_owners_loop_is_not_there()
    {
        await using var post = await Post.OpenAsync();
        await ReleaseRestrictedAsync(post);
        var id = LoopIdOf(Assert.Single(await post.RowsAsync<Loop>(), l => l.Kind == CustodyKinds.Sought));
        var stranger = await post.Host.SignInAsync(Role.Headquarters, home: Personas.Wenshui);

        Assert.Empty(Rows(await ListAsync(stranger, "")));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/v1/loops/{id}", RedVestHost.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SayAsync(post, stranger, id, "taken")).StatusCode);
    }

    [Fact]
    public async Task What_is_overdue_climbs_its_ladder_once_and_again_when_it_is_due_anew()
    {
        await using var post = await Post.OpenAsync();
        await ReleaseRestrictedAsync(post);
        var escalate = post.Host.Services.GetRequiredService<Escalate>();
        var now = post.Clock.Now();

        Assert.Equal(0, await escalate.RunAsync(now.AddMinutes(SoughtClocks.TakeMinutes - 1), RedVestHost.Stop));
        Assert.Equal(1, await escalate.RunAsync(now.AddMinutes(SoughtClocks.TakeMinutes + 1), RedVestHost.Stop));
        Assert.Equal(0, await escalate.RunAsync(now.AddMinutes(SoughtClocks.TakeMinutes + 2), RedVestHost.Stop));
        Assert.Equal(1, await escalate.RunAsync(now.AddMinutes(SoughtClocks.TakeMinutes + 31), RedVestHost.Stop));
        Assert.Equal(["command", "command-lead"], (await post.RowsAsync<LoopEscalation>()).OrderBy(e => e.Level).Select(e => e.Told));
        Assert.Equal(2, (await post.RowsAsync<AuditRow>()).Count(a => a.Act == "loop-escalated"));

        var room = await post.Host.SignInAsync(Role.Headquarters);
        var id = LoopIdOf(Assert.Single(await post.RowsAsync<Loop>(), l => l.Kind == CustodyKinds.Sought));
        await SayAsync(post, room, id, "taken"); // a new clock runs
        Assert.Empty(Rows(await ListAsync(room, "state=escalated")));
        Assert.Equal(1, await escalate.RunAsync(now.AddMinutes(SoughtClocks.FindMinutes + 5), RedVestHost.Stop));
    }

    [Fact]
    public async Task The_count_of_both_sources_is_kept_and_names_a_row_that_was_changed_behind_our_back()
    {
        await using var post = await Post.OpenAsync();
        await ReleaseRestrictedAsync(post);
        var room = await post.Host.SignInAsync(Role.Headquarters);
        var id = LoopIdOf(Assert.Single(await post.RowsAsync<Loop>(), l => l.Kind == CustodyKinds.Sought));

        var good = await CountAsync(room);
        Assert.Equal((1, 0, 1, 0, 0), Counted(good));
        Assert.Equal(0, (await room.GetFromJsonAsync<JsonElement>("/api/v1/figures/loops.difference", RedVestHost.Stop)).GetProperty("value").GetInt32());

        await post.WithDbAsync(db => db.Set<Loop>().Where(l => l.Id == id).ExecuteUpdateAsync(l => l.SetProperty(x => x.EndedAt, post.Clock.Now()), RedVestHost.Stop));
        var bad = await CountAsync(room);
        Assert.Equal((1, 0, 0, 1, 1), Counted(bad));
        Assert.Equal(id, Assert.Single(bad.GetProperty("differing").EnumerateArray().ToList()).GetGuid());
    }

    [Fact]
    public async Task A_phone_says_of_the_box_what_becomes_of_all_that_rides_in_it()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var (rider, carrier) = (post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(phone.Check(rider), phone.Verdict(rider, "hold", "asked for it"), phone.Check(carrier), phone.Verdict(carrier, "hold", "asked for it"));
        var (inside, box) = (LoopIds.Of(rider, 1), LoopIds.Of(carrier, 1));

        var outcomes = await phone.PushAsync(
            phone.Record("loop.boarded", inside, new JsonObject { ["carrier"] = box }),
            phone.Record("loop.boarded", box, new JsonObject { ["carrier"] = inside }),
            YardTests.Yard(phone, carrier, "taken"));

        Assert.Equal(["stored", "refused:loop-rides-itself", "stored"], outcomes.GetProperty("outcomes").EnumerateArray().Select(Phone.Said));
        var loops = (await post.RowsAsync<Loop>()).ToDictionary(l => l.Id);
        Assert.Equal(loops[box].Custodian, loops[inside].Custodian);
        Assert.NotNull(loops[inside].TakenAt);
        Assert.Equal(box, loops[inside].RidesIn);
    }

    private static Guid LoopIdOf(Loop loop) => loop.Id;

    private static async Task ReleaseRestrictedAsync(Post post)
    {
        var phone = await post.EnrolAsync();
        await phone.PushAsync(phone.Check(post.Clock.NewId()));
        var person = (await post.RowsAsync<Person>())[0];
        await post.WithDbAsync(db => db.WriteAsync(Post.Owner, Caller.System.Did("test-restriction"), async write =>
        {
            await new Standing(Post.Owner, person.Id, "pool-positive", "yes", post.Clock.Now().AddMinutes(-1), null, post.Clock.NewId()).WriteAsync(write, RedVestHost.Stop);
            return true;
        }, RedVestHost.Stop));
        var passage = post.Clock.NewId();
        await phone.PushAsync(phone.Check(passage), phone.Verdict(passage));
    }

    private static Task<JsonElement> ListAsync(HttpClient room, string query) => room.GetFromJsonAsync<JsonElement>($"/api/v1/loops?{query}", RedVestHost.Stop);

    private static Task<HttpResponseMessage> SayAsync(Post post, HttpClient room, Guid id, string what, string? reason = null) =>
        room.PostAsJsonAsync($"/api/v1/loops/{id}/records", new { id = post.Clock.NewId(), what, reason }, RedVestHost.Stop);

    private static async Task<JsonElement> CountAsync(HttpClient room) =>
        await (await room.PostAsync("/api/v1/loops/balance", null, RedVestHost.Stop)).Content.ReadFromJsonAsync<JsonElement>(RedVestHost.Stop);

    private static (int Entered, int Ended, int Inside, int Difference, int Differing) Counted(JsonElement balance)
    {
        var row = balance.GetProperty("rows").EnumerateArray().Single(r => Text(r, "kind") == "sought");
        return (row.GetProperty("entered").GetInt32(), row.GetProperty("ended").GetInt32(), row.GetProperty("inside").GetInt32(),
            row.GetProperty("difference").GetInt32(), row.GetProperty("differing").GetInt32());
    }

    private static List<JsonElement> Rows(JsonElement answer) => [.. answer.GetProperty("rows").EnumerateArray()];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
