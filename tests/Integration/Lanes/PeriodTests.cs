using System.Text.Json;
using RedVest.Checkpoints;
using RedVest.Checkpoints.Passages;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

public sealed class PeriodTests
{
    private const int City = 141100;
    private const string Of = "/api/v1/figures/entry.vehicles/period";

    [Fact]
    public async Task A_period_is_added_averaged_and_its_highest_day_named()
    {
        await using var post = await Post.OpenAsync();
        var today = Today(post);
        await PassAsync(post, Post.Owner, post.Checkpoint, today.AddDays(-3), 3);
        await PassAsync(post, Post.Owner, post.Checkpoint, today.AddDays(-1), 5);
        await PassAsync(post, Post.Owner, post.Checkpoint, today, 7);
        using var leader = await post.Host.SignInAsync(Role.Headquarters);

        var sum = await AskAsync(leader, $"{Of}?from={today.AddDays(-9):O}&until={today:O}");
        Assert.Equal(15, sum.GetProperty("value").GetDouble());
        Assert.Equal("10余", sum.GetProperty("text").GetProperty("zh").GetString());
        Assert.Equal(10, sum.GetProperty("perDay").GetArrayLength());

        // From the first day with a car to yesterday: three days, one of them without any. Today is not over.
        var mean = await AskAsync(leader, $"{Of}?from={today.AddDays(-9):O}&until={today:O}&kind=average");
        Assert.Equal((3, 2.7), (mean.GetProperty("days").GetInt32(), mean.GetProperty("value").GetDouble()));
        Assert.Equal(7, (await AskAsync(leader, $"{Of}?from={today.AddDays(-9):O}&until={today:O}&kind=max")).GetProperty("value").GetDouble());
        Assert.Equal(2, (await AskAsync(leader, $"{Of}?from={today:O}&category=freight")).GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Null, (await AskAsync(leader, $"{Of}?from={today.AddDays(-30):O}&until={today.AddDays(-20):O}")).GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task The_city_sees_the_sum_over_its_counties_and_a_county_only_itself()
    {
        await using var post = await Post.OpenAsync();
        var today = Today(post);
        var elsewhere = post.Clock.NewId();
        await post.WithDbAsync(async db =>
        {
            await SetUpOwner.RunAsync(db, Caller.System, City, new DisplayName("吕梁市", "Lüliang"), 480, RedVestHost.Stop);
            await AddCheckpoint.RunAsync(db, Caller.System, new AddCheckpoint.Request(
                Personas.Wenshui, elsewhere, "road", new DisplayName("文水卡口", "Wenshui post"), 141121101000, AddCheckpoint.FourShifts, []), RedVestHost.Stop);
        });
        await PassAsync(post, Post.Owner, post.Checkpoint, today, 3, serviceMs: 10_000);
        await PassAsync(post, Personas.Wenshui, elsewhere, today, 1, serviceMs: 60_000);

        using var city = await post.Host.SignInAsync(Role.Headquarters, City, scope: "141100");
        using var county = await post.Host.SignInAsync(Role.Headquarters);
        using var neighbour = await post.Host.SignInAsync(Role.Headquarters, Personas.Wenshui, scope: "141100");

        var sum = await AskAsync(city, Of);
        Assert.Equal(4, sum.GetProperty("value").GetDouble());
        Assert.Equal([Personas.Wenshui, Post.Owner], sum.GetProperty("places").EnumerateArray().Select(p => p.GetProperty("owner").GetInt32()));
        Assert.All(sum.GetProperty("places").EnumerateArray(), p => Assert.False(p.GetProperty("own").GetBoolean()));
        Assert.Equal(3, (await AskAsync(county, Of)).GetProperty("value").GetDouble());
        Assert.Equal(1, (await AskAsync(neighbour, Of)).GetProperty("value").GetDouble());
        Assert.Equal(1, (await AskAsync(city, $"{Of}?owner={Personas.Wenshui}")).GetProperty("value").GetDouble());

        // The median of four cars, not the mean of two medians.
        Assert.InRange((await AskAsync(city, "/api/v1/figures/entry.seconds-p50/period")).GetProperty("value").GetDouble(), 10, 10.6);
        using var records = await city.GetAsync($"/api/v1/figures/entry.vehicles/records?checkpoint={post.Checkpoint}", RedVestHost.Stop);
        Assert.Equal("not-found", await records.ProblemCodeAsync());
    }

    [Fact]
    public async Task A_night_shift_is_counted_whole_on_the_day_it_began()
    {
        await using var post = await Post.OpenAsync();
        var night = post.Clock.NewId();
        await post.WithDbAsync(db => AddCheckpoint.RunAsync(db, Caller.System, new AddCheckpoint.Request(
            Post.Owner, night, "road", new DisplayName("夜班卡口", "Night post"), 141122101000, "08:00,20:00", []), RedVestHost.Stop));
        var day = Today(post).AddDays(-2);
        await PassAsync(post, Post.Owner, night, day, 2, at: 23); // local 23:00 of the day
        await PassAsync(post, Post.Owner, night, day.AddDays(1), 3, at: 2); // local 02:00 of the next
        await PassAsync(post, Post.Owner, night, day.AddDays(1), 4, at: 22);
        using var leader = await post.Host.SignInAsync(Role.Headquarters);

        Assert.Equal(5, (await AskAsync(leader, $"{Of}?checkpoint={night}&from={day:O}&shift=2")).GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_by_name()
    {
        await using var post = await Post.OpenAsync();
        using var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        foreach (var (question, code) in ((string, string)[])[
            ($"{Of}?from=2022-04-14&until=2022-04-13", "period-wrong"), ($"{Of}?from=2022-01-01&until=2022-12-31", "period-wrong"), ($"{Of}?kind=guess", "period-wrong"),
            ("/api/v1/figures/entry.in-yard/period", "figure-of-now"), ("/api/v1/figures/entry.nothing/period", "figure-unknown")])
        {
            using var answer = await leader.GetAsync(question, RedVestHost.Stop);
            Assert.Equal(code, await answer.ProblemCodeAsync());
        }
    }

    private static DateOnly Today(Post post) => DateOnly.FromDateTime(post.Clock.GetUtcNow().UtcDateTime.AddHours(8));

    private static async Task<JsonElement> AskAsync(HttpClient who, string question)
    {
        using var answer = await who.GetAsync(question, RedVestHost.Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(RedVestHost.Stop));
        return await answer.JsonAsync();
    }

    /// <summary>Cars that passed; the first two of a day are lorries.</summary>
    private static Task PassAsync(Post post, int owner, Guid checkpoint, DateOnly day, int cars, int serviceMs = 20_000, int at = 12) => post.WithDbAsync(db =>
        db.WriteAsync(owner, Caller.System.Did("passages-made-up"), () =>
        {
            for (var car = 0; car < cars; car++)
            {
                var verdictAt = new DateTimeOffset(day.ToDateTime(new TimeOnly(at, 0, car)), TimeSpan.FromHours(8)).ToUniversalTime();
                db.Add(new Passage
                {
                    Owner = owner,
                    Id = post.Clock.NewId(),
                    Checkpoint = checkpoint,
                    Lane = post.LaneIn,
                    Category = car < 2 ? "freight" : "local",
                    Direction = "in",
                    ReportDate = day,
                    Hour = at,
                    Shift = 1,
                    HasVehicle = true,
                    Persons = 1,
                    StartedAt = verdictAt.AddMilliseconds(-serviceMs),
                    VerdictAt = verdictAt,
                    ServiceMs = serviceMs,
                    Verdict = "release",
                });
            }
        }, RedVestHost.Stop));
}
