using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Freight;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class TripTests
{
    [Fact]
    public async Task An_announced_lorry_enters_is_sealed_loads_and_leaves_with_the_same_crew()
    {
        await using var post = await Post.OpenAsync();
        var (phone, leader) = (await post.EnrolAsync(), await post.Host.SignInAsync(Role.ShiftLeader));
        var trip = await AnnounceAsync(post, leader);
        var expected = Assert.Single((await TripsAsync(post, leader)).GetProperty("expected").EnumerateArray().ToList());
        Assert.Equal(("晋G8M001", "张**", "consignor", false), (Text(expected, "plate"), Text(expected.GetProperty("crew")[0], "name"),
            Text(expected.GetProperty("custodian"), "kind"), expected.GetProperty("overdue").GetBoolean()));

        var entry = post.Clock.NewId();
        phone.OpenSession(); // its clock is behind the office's otherwise
        await phone.PushAsync(phone.Check(entry, plate: "晋G8M001", category: "freight"), phone.Verdict(entry),
            Trip(phone, trip, "entered", ("passage", entry)), Trip(phone, trip, "sealed", ("seal", "F-00017")));
        var inside = Assert.Single((await TripsAsync(post, leader)).GetProperty("inside").EnumerateArray().ToList());
        Assert.Equal(("entered", "F-00017", "post"), (Text(inside, "stage"), Text(inside, "seal"), Text(inside.GetProperty("custodian"), "kind")));
        Assert.Equal(24, (inside.GetProperty("dueAt").GetDateTimeOffset() - inside.GetProperty("enteredAt").GetDateTimeOffset()).TotalHours, 3);

        var exit = post.Clock.NewId();
        await phone.PushAsync(Trip(phone, trip, "escorted", ("escort", "煤机厂接车员")), Trip(phone, trip, "loading"), Trip(phone, trip, "returning"),
            Trip(phone, trip, "seal-checked", ("intact", true)), phone.Check(exit, plate: "晋G8M001", category: "freight"), phone.Verdict(exit),
            Trip(phone, trip, "exit", ("passage", exit)), Trip(phone, trip, "closed"));

        var answer = await TripsAsync(post, leader);
        Assert.Empty(answer.GetProperty("inside").EnumerateArray());
        var ended = Assert.Single(answer.GetProperty("ended").EnumerateArray().ToList());
        Assert.Equal(("closed", true, false), (Text(ended, "endReason"), ended.GetProperty("crewChange").GetProperty("isSame").GetBoolean(), ended.GetProperty("breached").GetBoolean()));
        using var seen = await leader.GetAsync($"/api/v1/trips/{trip}", RedVestHost.Stop);
        var detail = await seen.JsonAsync();
        Assert.Equal("+86 10000000007", Text(detail, "contactPhone"));
        Assert.Equal(["announced", "entered", "sealed", "escorted", "loading", "returning", "seal-checked", "exit", "closed"],
            detail.GetProperty("history").EnumerateArray().Select(h => Text(h, "what")!));
    }

    [Fact]
    public async Task What_is_known_of_a_lorrys_trip_stands_in_the_facts_of_its_check()
    {
        await using var post = await Post.OpenAsync();
        var (phone, leader) = (await post.EnrolAsync(), await post.Host.SignInAsync(Role.ShiftLeader));
        var trip = await AnnounceAsync(post, leader);
        phone.OpenSession();
        var (entry, exit, car) = (post.Clock.NewId(), post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(phone.Check(entry, plate: "晋G8M001", category: "freight"), phone.Check(car, plate: "晋G8M001"));
        await phone.PushAsync(Trip(phone, trip, "entered", ("passage", entry)), Trip(phone, trip, "seal-checked", ("intact", false)));
        await phone.PushAsync(phone.Check(exit, plate: "晋G8M001", category: "freight"), phone.Check(post.Clock.NewId(), plate: "晋G8M009", category: "freight"));

        var facts = (await post.RowsAsync<RedVest.Checkpoints.Passages.Occupant>()).ToLookup(
            o => o.Passage, o => RedVest.Kernel.Rules.Facts.ParseKept(RedVest.Checkpoints.Passages.CheckFacts.Schema, o.Facts!));
        string Of(Guid passage, string fact) => JsonDocument.Parse(facts[passage].Single().ToJson()).RootElement.GetProperty("trip").TryGetProperty(fact, out var said) ? said.ToString() : "unknown";
        Assert.Equal(("True", "False", "True", "unknown"), (Of(entry, "announced"), Of(entry, "inside"), Of(entry, "hasConsignee"), Of(entry, "sealIntact")));
        Assert.Equal(("True", "False"), (Of(exit, "inside"), Of(exit, "sealIntact")));
        Assert.InRange(int.Parse(Of(exit, "minutesLeft"), System.Globalization.CultureInfo.InvariantCulture), 23 * 60, 24 * 60);
        Assert.Equal("unknown", Of(car, "announced"));
        Assert.Contains(facts, f => f.Key != entry && f.Key != exit && f.Key != car && Of(f.Key, "announced") == "False");
    }

    [Fact]
    public async Task Another_driver_at_the_exit_and_a_broken_seal_are_shown()
    {
        await using var post = await Post.OpenAsync();
        var (phone, leader) = (await post.EnrolAsync(), await post.Host.SignInAsync(Role.ShiftLeader));
        var (trip, entry, exit) = (post.Clock.NewId(), post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(phone.Check(entry, category: "freight"), phone.Verdict(entry), Trip(phone, trip, "entered", ("passage", entry), ("plate", "晋G12345"), ("consignee", "煤机厂")),
            Trip(phone, trip, "sealed", ("seal", "1")), Trip(phone, trip, "seal-checked", ("intact", false), ("note", "切断")),
            phone.Check(exit, number: "141199199001010026", category: "freight"), phone.Verdict(exit), Trip(phone, trip, "exit", ("passage", exit)));

        var inside = Assert.Single((await TripsAsync(post, leader)).GetProperty("inside").EnumerateArray().ToList());
        Assert.True(inside.GetProperty("breached").GetBoolean());
        Assert.False(inside.GetProperty("announced").GetBoolean());
        Assert.Equal(("0013", "0026"), (Text(inside.GetProperty("crewChange").GetProperty("missing")[0], "tail"), Text(inside.GetProperty("crewChange").GetProperty("added")[0], "tail")));
    }

    [Theory]
    [InlineData("permit", "14112200001", "permit-wrong")]
    [InlineData("permit", "991122000017", "permit-wrong")]
    [InlineData("permit", "141122000000", "permit-wrong")]
    [InlineData("from", "1411", "region-wrong")]
    [InlineData("plate", " ", "plate-missing")]
    [InlineData("consignee", " ", "consignee-missing")]
    public async Task A_plan_that_cannot_be_is_refused_with_its_code(string member, string value, string code)
    {
        await using var post = await Post.OpenAsync();
        var leader = await post.Host.SignInAsync(Role.PostHead);
        var plan = Plan(post, post.Clock.NewId());
        plan[member] = value;
        using var answer = await leader.PostAsJsonAsync($"/api/v1/checkpoints/{post.Checkpoint}/trips", plan, RedVestHost.Stop);
        Assert.Equal(code, await answer.ProblemCodeAsync());
        Assert.Empty(await post.RowsAsync<Trip>());
    }

    [Fact]
    public async Task A_permit_is_one_vehicles_until_its_trip_has_ended()
    {
        await using var post = await Post.OpenAsync();
        var leader = await post.Host.SignInAsync(Role.PostHead);
        var first = await AnnounceAsync(post, leader);
        var other = Plan(post, post.Clock.NewId());
        other["plate"] = "晋G8M002";
        using var refused = await leader.PostAsJsonAsync($"/api/v1/checkpoints/{post.Checkpoint}/trips", other, RedVestHost.Stop);
        Assert.Equal((HttpStatusCode.Conflict, "permit-in-use"), (refused.StatusCode, await refused.ProblemCodeAsync()));

        using var without = await leader.PostAsJsonAsync($"/api/v1/trips/{first}/records", new { id = post.Clock.NewId(), what = "closed", reason = "cancelled" }, RedVestHost.Stop);
        Assert.Equal("reason-missing", await without.ProblemCodeAsync());
        using var ended = await leader.PostAsJsonAsync($"/api/v1/trips/{first}/records", new { id = post.Clock.NewId(), what = "closed", reason = "cancelled", note = "货主取消" }, RedVestHost.Stop);
        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
        using var taken = await leader.PostAsJsonAsync($"/api/v1/checkpoints/{post.Checkpoint}/trips", other, RedVestHost.Stop);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task A_plan_that_comes_after_the_lorry_does_not_send_it_back_to_the_start()
    {
        await using var post = await Post.OpenAsync();
        var (phone, leader) = (await post.EnrolAsync(), await post.Host.SignInAsync(Role.PostHead));
        var trip = post.Clock.NewId();
        await phone.PushAsync(Trip(phone, trip, "entered", ("plate", "晋G8M001")), Trip(phone, trip, "loading"));
        await AnnounceAsync(post, leader, trip);
        var loop = Assert.Single(await post.RowsAsync<Loop>());
        Assert.Equal(("loading", true), (loop.Stage, loop.TakenAt is not null));
        await phone.PushAsync(Trip(phone, trip, "closed"));
        await AnnounceAsync(post, leader, trip);
        Assert.Equal(EndReasons.Closed, Assert.Single(await post.RowsAsync<Loop>()).EndReason);
        Assert.Equal("吕梁煤机厂", Assert.Single(await post.RowsAsync<Trip>()).Consignee);
    }

    [Fact]
    public async Task A_lorry_that_is_not_out_in_time_and_a_person_nobody_looked_after_are_overdue_and_first()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow()); // browsers drop cookies that their own clock calls expired
        await using var post = await Post.OpenAsync(clock);
        var phone = await post.EnrolAsync();
        var (early, late, passage) = (post.Clock.NewId(), post.Clock.NewId(), post.Clock.NewId());
        await phone.PushAsync(Trip(phone, early, "entered", ("plate", "晋G8M001"), ("hours", 2)), phone.Check(passage), phone.Verdict(passage, "hold", "asked for it"));
        clock.Advance(TimeSpan.FromMinutes(150));
        phone.OpenSession();
        await phone.PushAsync(Trip(phone, late, "entered", ("plate", "晋G8M002")));
        var leader = await post.Host.SignInAsync(Role.ShiftLeader);

        var inside = (await TripsAsync(post, leader)).GetProperty("inside").EnumerateArray().ToList();
        Assert.Equal([("晋G8M001", true), ("晋G8M002", false)], inside.Select(t => (Text(t, "plate")!, t.GetProperty("overdue").GetBoolean())));
        using var yard = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/yard", RedVestHost.Stop);
        Assert.True((await yard.JsonAsync()).GetProperty("here")[0].GetProperty("overdue").GetBoolean());
        using var figure = await leader.GetAsync("/api/v1/figures/entry.freight-overdue", RedVestHost.Stop);
        using var registered = await leader.GetAsync("/api/v1/figures/entry.freight-registered", RedVestHost.Stop);
        using var closed = await leader.GetAsync("/api/v1/figures/entry.freight-closed", RedVestHost.Stop);
        Assert.Equal((1, 0), ((await figure.JsonAsync()).GetProperty("value").GetInt32(), (await closed.JsonAsync()).GetProperty("value").GetInt32()));
        Assert.InRange((await registered.JsonAsync()).GetProperty("value").GetInt32(), 1, 2); // the first may have come before midnight
    }

    [Fact]
    public async Task The_bundle_carries_the_expected_lorry()
    {
        await using var post = await Post.OpenAsync();
        var (phone, leader) = (await post.EnrolAsync(), await post.Host.SignInAsync(Role.PostHead));
        await AnnounceAsync(post, leader);
        using var client = phone.Client();
        using var answer = await client.GetAsync("/api/v1/sync/bundle", RedVestHost.Stop);
        var section = JsonDocument.Parse((await answer.JsonAsync()).GetProperty("sections").GetProperty("trips").GetString()!).RootElement;
        Assert.Equal("晋G8M001", Text(Assert.Single(section.EnumerateArray().ToList()), "plate"));
        Assert.DoesNotContain("10000000007", section.GetRawText());
    }

    internal static async Task<Guid> AnnounceAsync(Post post, HttpClient leader, Guid? trip = null)
    {
        var id = trip ?? post.Clock.NewId();
        using var answer = await leader.PostAsJsonAsync($"/api/v1/checkpoints/{post.Checkpoint}/trips", Plan(post, id), RedVestHost.Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        return id;
    }

    private static JsonObject Plan(Post post, Guid trip) => new()
    {
        ["id"] = post.Clock.NewId(),
        ["trip"] = trip,
        ["consignor"] = "太原配件公司",
        ["consignee"] = "吕梁煤机厂",
        ["contactPhone"] = "+86 10000000007",
        ["goods"] = "配件",
        ["plate"] = "晋G·8M001",
        ["trailer"] = "晋G1234挂",
        ["permit"] = "141122 000017",
        ["from"] = "140106",
        ["to"] = "141122",
        ["expectedAt"] = post.Clock.Now().AddMinutes(30),
        ["crew"] = new JsonArray(new JsonObject { ["role"] = "driver", ["name"] = "张三丰", ["phone"] = null, ["documentKind"] = null, ["documentNumber"] = "141198199001010013" }),
    };

    internal static JsonObject Trip(Phone phone, Guid trip, string what, params (string Member, object? Value)[] said)
    {
        var body = new JsonObject();
        foreach (var (member, value) in said)
            body[member] = JsonValue.Create(value);
        return phone.Record("trips." + what, trip, body);
    }

    private static async Task<JsonElement> TripsAsync(Post post, HttpClient leader)
    {
        using var answer = await leader.GetAsync($"/api/v1/checkpoints/{post.Checkpoint}/trips", RedVestHost.Stop);
        return await answer.JsonAsync();
    }

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();
}
