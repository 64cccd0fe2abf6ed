using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>What a gate asks, what came of it, and what two passages make doubtful about one another.</summary>
public sealed class GateTests
{
    [Fact]
    public async Task A_failed_item_is_counted_by_person_and_opens_its_passages()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (failing, fine, unasked) = (post.Clock.NewId(), post.Clock.NewId(), post.Clock.NewId());

        await PassAsync(phone, failing, gate: true, [An_occupant(1, mask: false, itinerary: "starred"), An_occupant(2, mask: false)]);
        await PassAsync(phone, fine, gate: true, [An_occupant(1)]);
        await PassAsync(phone, unasked, gate: false, [An_occupant(1, mask: false)]);

        Assert.Equal((2, 1, 0), (await FigureAsync(office, post, "mask"), await FigureAsync(office, post, "itinerary"), await FigureAsync(office, post, "temperature")));
        Assert.Equal([failing], await ListAsync(office, $"/api/v1/checkpoints/{post.Checkpoint}/passages?failed=mask"));
        Assert.Equal([failing], await ListAsync(office, $"/api/v1/figures/entry.failed.mask/records?checkpoint={post.Checkpoint}"));
        Assert.Empty(await ListAsync(office, $"/api/v1/checkpoints/{post.Checkpoint}/passages?failed=mas"));
        var shown = await office.ReadAsync($"/api/v1/passages/{failing}");
        Assert.Equal("four-checks", shown.GetProperty("gate").GetProperty("id").GetString());
        Assert.Equal(["itinerary", "mask"], shown.GetProperty("occupants")[0].GetProperty("failed").EnumerateArray().Select(f => f.GetString()!));
    }

    [Fact]
    public async Task What_was_left_open_is_told_and_a_correction_mends_what_failed()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();
        var check = Check(phone, passage, gate: true, [An_occupant(1, mask: false, itinerary: null)]);
        await phone.PushAsync(check, phone.Verdict(passage));
        var before = Assert.Single(await post.RowsAsync<Occupant>());

        var right = An_occupant(1);
        await phone.PushAsync(phone.Record(Kinds.Correction, passage, new JsonObject
        {
            ["corrects"] = check["id"]!.GetValue<Guid>(),
            ["changes"] = new JsonObject { ["occupants"] = new JsonArray(right) },
            ["reason"] = "看错了",
        }));

        var after = Assert.Single(await post.RowsAsync<Occupant>());
        Assert.Equal((" mask ", " itinerary "), (before.Failed, before.Unchecked));
        Assert.Equal((null, null), (after.Failed, after.Unchecked));
        Assert.Null(Assert.Single(await post.RowsAsync<Passage>()).Failed);
    }

    [Fact]
    public async Task A_template_is_changed_only_by_its_next_version()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        async Task<(HttpStatusCode, string?)> AddAsync(GateTemplate gate)
        {
            using var answer = await office.PostAsJsonAsync("/api/v1/gates", JsonNode.Parse(GateText.Write(gate)), RedVestHost.Stop);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? null : await answer.ProblemCodeAsync());
        }

        var shipped = ShippedGates.All.Single(g => g.Id == "village");
        var second = shipped with { Version = 2, Items = [.. shipped.Items.Where(i => i.Key != "mask")] };

        Assert.Equal((HttpStatusCode.OK, null), await AddAsync(shipped)); // it is there
        Assert.Equal((HttpStatusCode.Conflict, "gate-changed"), await AddAsync(shipped with { Items = second.Items }));
        Assert.Equal((HttpStatusCode.Conflict, "gate-version-wrong"), await AddAsync(second with { Version = 3 }));
        Assert.Equal((HttpStatusCode.Created, null), await AddAsync(second));
        Assert.Equal((HttpStatusCode.OK, null), await AddAsync(second));
        Assert.Equal((HttpStatusCode.Created, null), await AddAsync(second with { Id = "our-own", Version = 1 }));
        Assert.Equal((HttpStatusCode.BadRequest, "gate-items-wrong"), await AddAsync(second with { Version = 3, Items = [] }));

        var rows = (await office.ReadAsync("/api/v1/gates")).GetProperty("rows").EnumerateArray()
            .Select(r => (r.GetProperty("gate").GetProperty("id").GetString(), r.GetProperty("gate").GetProperty("version").GetInt32(), r.GetProperty("shipped").GetBoolean(), r.GetProperty("latest").GetBoolean())).ToList();
        Assert.Contains(("village", 2, false, true), rows);
        Assert.Contains(("village", 1, true, false), rows);
    }

    [Fact]
    public async Task A_post_asks_by_a_template_from_an_instant_on_and_the_phone_is_told_beforehand()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var later = post.Clock.Now().AddHours(5);
        async Task<HttpStatusCode> AssignAsync(object request) => (await office.PostAsync($"/api/v1/posts/{post.Checkpoint}/gate", request)).StatusCode;

        Assert.Equal(HttpStatusCode.NoContent, await AssignAsync(new { gate = "village", version = 1 }));
        Assert.Equal(HttpStatusCode.NoContent, await AssignAsync(new { gate = "three-codes", version = 1, from = later }));
        Assert.Equal(HttpStatusCode.NoContent, await AssignAsync(new { gate = "four-checks", version = 1, from = later })); // planned anew
        Assert.Equal(HttpStatusCode.NotFound, await AssignAsync(new { gate = "village", version = 9 }));
        Assert.Equal(HttpStatusCode.BadRequest, await AssignAsync(new { gate = "village", version = 1, from = post.Clock.Now().AddHours(-1) }));

        var phone = await post.EnrolAsync();
        var bundle = await phone.Client().ReadAsync("/api/v1/sync/bundle");
        using var gates = JsonDocument.Parse(bundle.GetProperty("sections").GetProperty("gate").GetString()!);
        Assert.Equal(["village", "four-checks"], gates.RootElement.EnumerateArray().Select(g => g.GetProperty("gate").GetProperty("id").GetString()!));
        var told = (await office.ReadAsync("/api/v1/gates")).GetProperty("posts").EnumerateArray().Single(p => p.GetProperty("post").GetGuid() == post.Checkpoint);
        Assert.Equal(["village", "four-checks"], told.GetProperty("gates").EnumerateArray().Select(g => g.GetProperty("gate").GetString()!));
    }

    [Fact]
    public async Task A_plate_met_on_another_kind_of_vehicle_is_flagged_and_passes()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (car, truck) = (post.Clock.NewId(), post.Clock.NewId());

        await PassAsync(phone, car, gate: false, [An_occupant(1)], kind: "car");
        await PassAsync(phone, truck, gate: false, [An_occupant(1, visitor: "visitor")], kind: "truck");

        Assert.Equal([truck], await ListAsync(office, $"/api/v1/checkpoints/{post.Checkpoint}/passages?flag=plate-shared"));
        Assert.Equal([truck], await ListAsync(office, $"/api/v1/checkpoints/{post.Checkpoint}/passages?flag=visitor"));
        Assert.All(await post.RowsAsync<Passage>(), p => Assert.Equal("release", p.Verdict));
        var figure = await office.ReadAsync($"/api/v1/figures/entry.plate-shared?checkpoint={post.Checkpoint}");
        Assert.Equal(1, figure.GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task One_person_at_two_posts_sooner_than_anybody_can_drive_is_flagged_at_both_and_a_correction_takes_it_back()
    {
        var clock = new HandClock { Now = TimeProvider.System.GetUtcNow() }; // a browser drops cookies that its own clock calls expired
        await using var post = await Post.OpenAsync(clock);
        var there = await A_second_postAsync(post);
        var phone = await post.EnrolAsync();
        var (first, second) = (post.Clock.NewId(), post.Clock.NewId());
        var finder = post.Host.Services.GetRequiredService<FindDoubts>();
        await phone.PushAsync(phone.Check(first), phone.Verdict(first));
        clock.Now += TimeSpan.FromMinutes(4);
        phone.OpenSession();
        var check = phone.Check(second);
        var verdict = phone.Verdict(second);
        foreach (var record in (JsonObject[])[check, verdict])
            (record["body"]!["checkpoint"], record["body"]!["lane"]) = (there.Post, there.Lane);
        await phone.PushAsync(check, verdict);

        await finder.DrainAsync(RedVestHost.Stop);
        var doubtful = await post.RowsAsync<Passage>();
        await phone.PushAsync(phone.Record(Kinds.Correction, second, new JsonObject
        {
            ["checkpoint"] = there.Post,
            ["lane"] = there.Lane,
            ["corrects"] = check["id"]!.GetValue<Guid>(),
            ["changes"] = new JsonObject { ["vehicle"] = new JsonObject { ["plate"] = "晋G99999", ["plateUnreadable"] = false } },
            ["reason"] = "车牌看错",
        }));
        await finder.DrainAsync(RedVestHost.Stop);

        Assert.Equal([" person-elsewhere plate-shared ", " person-elsewhere plate-shared "], doubtful.Select(p => p.Doubts));
        Assert.Equal([" person-elsewhere ", " person-elsewhere "], (await post.RowsAsync<Passage>()).Select(p => p.Doubts));
        Assert.All(await post.RowsAsync<Doubt>(), d => Assert.True(d is { Kind: Doubt.PersonElsewhere, N: 1, NeededSeconds: > 600 } && d.BetweenSeconds < 300, d.ToString()));
    }

    /// <summary>40 km to the east of the first, whose place is entered too.</summary>
    private static async Task<(Guid Post, Guid Lane)> A_second_postAsync(Post post)
    {
        var (id, lane) = (post.Clock.NewId(), post.Clock.NewId());
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        using var answer = await office.PutAsJsonAsync($"/api/v1/posts/{post.Checkpoint}", new
        {
            kind = "town-border",
            name = new { zh = "夏家营", en = "Xiajiaying" },
            shiftStarts = AddCheckpoint.FourShifts,
            latitude = 37.5,
            longitude = 112.1,
        }, RedVestHost.Stop);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await post.WithDbAsync(db => AddCheckpoint.RunAsync(db, Caller.System, new AddCheckpoint.Request(
            Post.Owner, id, "motorway-exit", new DisplayName("高速口", "Motorway exit"), 141122100000, AddCheckpoint.FourShifts,
            [new AddCheckpoint.NewLane(lane, 1, new DisplayName("一", "One"), "in", "any")])
        { Latitude = 37.5, Longitude = 112.55 }, RedVestHost.Stop));
        return (id, lane);
    }

    private static JsonObject An_occupant(int n, bool mask = true, string? itinerary = "clear", string? visitor = null) => new()
    {
        ["n"] = n,
        ["role"] = n == 1 ? "driver" : "passenger",
        ["way"] = "manual",
        ["temperatureTenths"] = 365,
        ["healthCode"] = "green",
        ["mask"] = mask,
        ["itinerary"] = itinerary,
        ["visitor"] = visitor,
    };

    private static JsonObject Check(Phone phone, Guid passage, bool gate, JsonObject[] occupants, string? kind = null) => phone.Record(Kinds.CheckStarted, passage, new JsonObject
    {
        ["direction"] = "in",
        ["category"] = "local",
        ["vehicle"] = new JsonObject { ["plate"] = "晋G12345", ["plateUnreadable"] = false, ["kind"] = kind },
        ["occupants"] = new JsonArray([.. occupants]),
        ["gate"] = gate ? new JsonObject { ["id"] = "four-checks", ["version"] = 1 } : null,
    });

    private static Task<JsonElement> PassAsync(Phone phone, Guid passage, bool gate, JsonObject[] occupants, string? kind = null) =>
        phone.PushAsync(Check(phone, passage, gate, occupants, kind), phone.Verdict(passage));

    private static async Task<int> FigureAsync(HttpClient office, Post post, string item) =>
        (await office.ReadAsync($"/api/v1/figures/entry.failed.{item}?checkpoint={post.Checkpoint}")).GetProperty("value").GetInt32();

    private static async Task<Guid[]> ListAsync(HttpClient office, string address) =>
        [.. (await office.ReadAsync(address)).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("id").GetGuid())];
}
