using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>What a post is made of, and who opens its lanes.</summary>
public sealed class PostTests
{
    [Fact]
    public async Task A_village_post_is_opened_from_the_office_with_its_lanes_and_stations()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var (village, lane, station) = (post.Clock.NewId(), post.Clock.NewId(), post.Clock.NewId());
        var asked = new { id = village, post = A_village(), divisionCode = 141122101000 };

        Assert.Equal(HttpStatusCode.Created, (await office.PostAsync("/api/v1/posts", asked)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await office.PostAsync("/api/v1/posts", asked)).StatusCode);
        await KeepAsync(office, $"{village}/lanes/{lane}", new { number = 1, name = Name("村口", "Village"), direction = "in", category = "any", positions = 2 });
        await KeepAsync(office, $"{village}/stations/{station}", new { number = 1, kind = "disinfection", name = Name("消杀点", "Disinfection"), zone = "contaminated", capacity = 2 });
        await KeepAsync(office, $"{village}/stations/{station}", new { number = 2, kind = "disinfection", name = Name("消杀点", "Disinfection"), zone = "buffer", capacity = 3 });
        await KeepAsync(office, $"{village}", A_village("村北口"));

        var row = await RowAsync(office, village);
        Assert.Equal("村北口", row.GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal(("village-road", "07:00-23:00", "清徐县孟封卡口", 37.5), (
            row.GetProperty("kind").GetString(), row.GetProperty("hours").GetString(), row.GetProperty("neighbour").GetString(), row.GetProperty("latitude").GetDouble()));
        Assert.Equal((1, 2, false), (row.GetProperty("lanes")[0].GetProperty("number").GetInt32(), row.GetProperty("lanes")[0].GetProperty("positions").GetInt32(), row.GetProperty("lanes")[0].GetProperty("open").GetBoolean()));
        var kept = Assert.Single(row.GetProperty("stations").EnumerateArray());
        Assert.Equal((2, "buffer", 3), (kept.GetProperty("number").GetInt32(), kept.GetProperty("zone").GetString(), kept.GetProperty("capacity").GetInt32()));
        Assert.Single(await post.RowsAsync<RedVest.Registry.Place>(), p => p.Id == village && p.NameZh == "村北口");
    }

    [Theory]
    [InlineData("""{ "hours": "7-23" }""", "hours-wrong")]
    [InlineData("""{ "latitude": 37.5, "longitude": null }""", "location-wrong")]
    [InlineData("""{ "latitude": 137.5 }""", "location-wrong")]
    [InlineData("""{ "kind": "Village Road" }""", "kind-wrong")]
    [InlineData("""{ "shiftStarts": "06:00,05:00" }""", "shifts-wrong")]
    public async Task What_makes_no_sense_is_refused_with_its_code(string change, string code)
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var wanted = JsonSerializer.SerializeToNode(A_village())!.AsObject();
        foreach (var member in JsonNode.Parse(change)!.AsObject())
            wanted[member.Key] = member.Value?.DeepClone();

        var answer = await office.PutAsJsonAsync($"/api/v1/posts/{post.Checkpoint}", wanted, RedVestHost.Stop);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await answer.ProblemCodeAsync()));
    }

    [Fact]
    public async Task A_lane_and_a_station_have_a_number_of_their_own_and_stay_at_their_post()
    {
        await using var post = await Post.OpenAsync();
        using var office = await post.Host.SignInAsync(Role.Headquarters);
        var village = post.Clock.NewId();
        await office.PostAsync("/api/v1/posts", new { id = village, post = A_village(), divisionCode = 141122101000 });
        var lane = new { number = 1, name = Name("一", "One"), direction = "in", category = "any" };

        var taken = await office.PutAsJsonAsync($"/api/v1/posts/{post.Checkpoint}/lanes/{post.Clock.NewId()}", lane, RedVestHost.Stop);
        var elsewhere = await office.PutAsJsonAsync($"/api/v1/posts/{village}/lanes/{post.LaneIn}", lane, RedVestHost.Stop);
        var unknown = await office.PostAsync($"/api/v1/posts/{village}/lanes/{post.LaneIn}/state", new { id = post.Clock.NewId(), open = false });

        Assert.Equal((HttpStatusCode.Conflict, "lane-number-wrong"), (taken.StatusCode, await taken.ProblemCodeAsync()));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, unknown.StatusCode); // headquarters is not at the lane
    }

    [Fact]
    public async Task A_lane_closed_at_the_post_while_offline_is_closed_everywhere_afterwards_and_a_late_record_does_not_open_it_again()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        using var office = await post.Host.SignInAsync(Role.PostHead);
        var (open, closed) = (State(phone, post.LaneIn, true), State(phone, post.LaneIn, false));

        Assert.Equal("stored", await phone.OutcomeAsync(closed));
        var afterClosing = await LaneAsync(office, post);
        Assert.Equal("stored", await phone.OutcomeAsync(open)); // happened before, came later
        var afterLate = await LaneAsync(office, post);
        using var said = await office.PostAsync($"/api/v1/posts/{post.Checkpoint}/lanes/{post.LaneIn}/state", new { id = post.Clock.NewId(), open = true, reason = "排队过长" });
        var afterOffice = await LaneAsync(office, post);

        Assert.False(afterClosing.GetProperty("open").GetBoolean());
        Assert.False(afterLate.GetProperty("open").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, said.StatusCode);
        Assert.True(afterOffice.GetProperty("open").GetBoolean());
        Assert.Equal("测试员", afterOffice.GetProperty("by").GetString());
        Assert.Equal(3, (await post.RowsAsync<LaneEvent>()).Count(e => e.Kind == Kinds.LaneState));
        Assert.Single(await post.RowsAsync<AuditRow>(), a => a.Act == "lane-opened");
    }

    [Fact]
    public async Task A_car_at_a_closed_lane_is_recorded_all_the_same()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var passage = post.Clock.NewId();

        await phone.PushAsync(State(phone, post.LaneIn, false), phone.Check(passage), phone.Verdict(passage));

        Assert.Equal("release", Assert.Single(await post.RowsAsync<Passage>()).Verdict);
    }

    private static JsonObject State(Phone phone, Guid lane, bool open) =>
        phone.Record(Kinds.LaneState, lane, new JsonObject { ["lane"] = lane, ["open"] = open });

    private static object A_village(string name = "村口") => new
    {
        kind = "village-road",
        name = Name(name, "Village"),
        shiftStarts = "07:00,15:00",
        hours = "07:00-23:00",
        neighbour = "清徐县孟封卡口",
        latitude = 37.5,
        longitude = 112.2,
    };

    private static object Name(string zh, string en) => new { zh, en };

    private static async Task KeepAsync(HttpClient office, string what, object request)
    {
        using var answer = await office.PutAsJsonAsync($"/api/v1/posts/{what}", request, RedVestHost.Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
    }

    private static async Task<JsonElement> RowAsync(HttpClient office, Guid id) =>
        (await office.ReadAsync("/api/v1/posts")).GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("id").GetGuid() == id);

    private static async Task<JsonElement> LaneAsync(HttpClient office, Post post) => (await RowAsync(office, post.Checkpoint)).GetProperty("lanes")[0];
}
