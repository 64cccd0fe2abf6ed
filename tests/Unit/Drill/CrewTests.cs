using System.Net;
using System.Text.Json.Nodes;
using RedVest.Drill;
using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;

namespace RedVest.Unit.Tests.Drill;

/// <summary>A whole small day with every trouble that devices have, against a server in memory.</summary>
public sealed class CrewTests
{
    private static readonly DateTimeOffset Midnight = new(2022, 4, 13, 16, 0, 0, TimeSpan.Zero);
    private static readonly LanePlan[] Lanes = [new("in", "any"), new("out", "any"), new("in", "freight")];
    private static readonly Lazy<Task<(FakePost Post, DayPlan Plan, OwnList Own, IReadOnlyList<DeviceRun> Runs)>> TheDay = new(() => Play(A_post()));

    private static async Task<(FakePost Post, DayPlan Plan, OwnList Own, IReadOnlyList<DeviceRun> Runs)> Play(FakePost post)
    {
        using var http = new HttpClient(post) { BaseAddress = new("http://post.test/") };
        var api = new DeviceApi(http);
        var plan = PlanDay.Make(new(1, new DateOnly(2022, 4, 14), Lanes), new(300, 400, 17));
        var devices = await Task.WhenAll(Enumerable.Range(0, 6).Select(async n =>
        {
            var key = new DeviceKey();
            return new LaneDevice(api, key, await api.EnrolAsync(new("1", "drill", key.PublicKey), CancellationToken.None), $"drill {n}", new(Midnight), TimeSource.Stated);
        }));
        var own = new OwnList();
        var runs = await Crew.WorkAsync(plan, [.. Lanes.Select(_ => Guid.CreateVersion7(Midnight))], devices, Behaviour.Of, new(null, default, TimeProvider.System), Midnight, own, CancellationToken.None);
        return (post, plan, own, runs);
    }

    private static FakePost A_post() => new()
    {
        Pack = Rules.Packs.Text("TEST-MINIMAL/pack.json"),
        EarliestIdTime = Midnight,
        Propose = o => (string?)o["test"]?["result"] == "unknown" ? "sample-and-go" : (int?)o["temperatureTenths"] >= 373 ? "refer" : "release",
    };

    private static IEnumerable<Guid> Subjects(FakePost post, string kind) =>
        post.Stored.Where(r => (string?)r["kind"] == "checkpoints." + kind).Select(r => (Guid)r["subject"]!);

    [Fact]
    public async Task Every_passage_arrives_exactly_once_whatever_happens_to_its_device()
    {
        var (post, plan, own, runs) = await TheDay.Value;

        Assert.Equal(plan.Passages.Count, own.Passages.Count);
        Assert.Equal(own.Passages.Select(p => p.Id).Order(), Subjects(post, "verdict").Order());
        Assert.Equal(own.Passages.Select(p => p.Id).Order(), Subjects(post, "left").Order());
        Assert.Equal(plan.Vehicles, own.Passages.Count(p => p.IsVehicle));
        Assert.Equal(plan.Persons, own.Passages.Sum(p => p.Persons));
        Assert.All(post.Devices, d => Assert.Equal(d.BySeq.Count, d.Contiguous));
        Assert.All(runs, r => Assert.Empty(r.Device.Outbox.InNeedOfAPerson));
    }

    [Fact]
    public async Task Every_trouble_really_happens()
    {
        var (_, _, _, runs) = await TheDay.Value;

        DeviceTally Of(int rank) => runs.Single(r => r.Behaviour.Key == Behaviour.Of(rank).Key).Device.Tally;
        Assert.Equal(Behaviour.Troubles, runs.Count(r => r.Behaviour != Behaviour.Plain));
        Assert.True(Of(1).SentTwice > 0);
        Assert.True(Of(2).Renumbered > 0);
        Assert.True(Of(4).NewIds > 0);
        Assert.All(runs.Where(r => r.Device.Tally.Records > 0), r => Assert.Equal(r.Device.Tally.Pushes, r.Device.Tally.SignedPushes)); // a stated day lies before every session
    }

    [Fact]
    public async Task The_officer_gives_what_is_proposed_and_says_why_where_not()
    {
        var (post, plan, own, _) = await TheDay.Value;
        var verdicts = post.Stored.Where(r => (string?)r["kind"] == "checkpoints.verdict").Select(r => r["body"]!).ToList();

        var differing = verdicts.Where(b => b["occupants"]!.AsArray().Any(o => o!["reason"] is not null)).ToList();
        Assert.NotEmpty(differing);
        Assert.All(differing, b => Assert.NotNull(b["reason"]));
        Assert.All(verdicts.Where(b => (string?)b["shown"] == "server"), b => Assert.NotNull(b["serverProposal"]));
        Assert.Contains(verdicts, b => (string?)b["shown"] == "device");
        Assert.DoesNotContain(verdicts, b => (string?)b["shown"] == "none" && !(bool)b["emergency"]!);
        Assert.Contains(verdicts, b => (bool)b["emergency"]! && (string?)b["given"] == "emergency-release");
        Assert.Equal(own.Passages.Sum(p => p.Tests), verdicts.Sum(b => b["occupants"]!.AsArray().Count(o => ((string)o!["given"]!).StartsWith("sample", StringComparison.Ordinal))));
        Assert.InRange(own.Passages.Sum(p => p.Tests), 1, plan.Persons / 10);
    }

    [Fact]
    public async Task A_server_that_stumbles_all_day_still_gets_everything()
    {
        var post = A_post();
        post.BeforePush = n => (n % 7) switch
        {
            3 => new(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = new(TimeSpan.Zero) } },
            5 => FakePost.Problem(HttpStatusCode.Unauthorized, "session-expired"),
            _ => null,
        };

        var (_, _, own, _) = await Play(post);

        Assert.Equal(own.Passages.Select(p => p.Id).Order(), Subjects(post, "verdict").Order());
    }

    [Fact]
    public async Task A_device_that_is_refused_stops_the_drill_with_the_reason()
    {
        var post = A_post();
        post.BeforePush = n => n > 50 ? FakePost.Problem(HttpStatusCode.Unauthorized, "device-revoked") : null;

        Assert.Equal("device-revoked", (await Assert.ThrowsAsync<RefusedException>(() => Play(post))).Code);
    }

    [Fact]
    public async Task Corrections_name_the_record_they_correct_and_what_was_meant()
    {
        var (post, plan, _, _) = await TheDay.Value;
        var byId = post.Stored.ToDictionary(r => (Guid)r["id"]!);
        var corrections = post.Stored.Where(r => (string?)r["kind"] == "checkpoints.correction").ToList();

        Assert.Equal(plan.Passages.Count(p => p.Correction is not null), corrections.Count);
        Assert.All(corrections, c => Assert.Equal("checkpoints.check-started", (string?)byId[(Guid)c["body"]!["corrects"]!]["kind"]));
        Assert.All(corrections, c => Assert.Equal((Guid)c["subject"]!, (Guid)byId[(Guid)c["body"]!["corrects"]!]["subject"]!));
        Assert.All(corrections, c => Assert.NotEmpty(((JsonObject)c["body"]!["changes"]!).Select(m => m.Key).Intersect(["vehicle", "category", "occupants"])));
    }
}
