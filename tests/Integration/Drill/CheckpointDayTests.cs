using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Shifts;
using RedVest.Drill;
using RedVest.Drill.Plan;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Drill;

/// <summary>A small day through the whole program: drill, doors, devices, push, rules, database, figures, and back.</summary>
public sealed class CheckpointDayTests
{
    private static readonly DayTargets ASmallDay = new(120, 160, 6);

    private static async Task<(int Exit, JsonElement Told, string Errors)> Drill(RedVestHost host, CheckpointDayOptions? options = null, HttpMessageHandler? between = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var drill = new CheckpointDay(TimeProvider.System, between is null ? null : address => new HttpClient(between, disposeHandler: false) { BaseAddress = address });
        var exit = await drill.RunAsync((options ?? new("")) with { DataFolder = host.DataFolder, Json = true, Targets = ASmallDay }, output, errors, RedVestHost.Stop);
        return (exit, exit is 0 or 1 ? JsonDocument.Parse(output.ToString()).RootElement : default, errors.ToString());
    }

    private static Task<RedVestHost> A_demo() => RedVestHost.StartAsync(shape: o => o with { Demo = true });

    private static int Count(JsonElement told, string name) => told.GetProperty(name).GetInt32();

    [Fact]
    public async Task The_platform_has_what_the_drill_has_seen_and_the_next_drill_takes_the_day_before()
    {
        await using var host = await A_demo();

        var (exit, first, errors) = await Drill(host);
        var (again, second, _) = await Drill(host);

        Assert.Equal("", errors);
        Assert.True(exit == 0, first.ToString());
        Assert.Equal((120, 160), (Count(first, "vehicles"), Count(first, "persons")));
        Assert.InRange(Count(first, "tests"), 3, 9);
        Assert.Equal(0, again);
        Assert.Equal(-1, DayNumber(second) - DayNumber(first));
        Assert.Equal(Count(first, "vehicles"), Count(second, "vehicles"));
    }

    [Fact]
    public async Task A_passage_that_is_missing_from_the_platforms_answer_is_a_difference()
    {
        await using var host = await A_demo();
        using var loses = new LosesOnePassage();

        var (exit, told, _) = await Drill(host, between: loses);

        Assert.Equal(1, exit);
        Assert.Equal(1, told.GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task Counts_of_a_file_are_exact_and_its_lanes_are_opened()
    {
        await using var host = await A_demo();
        var file = Path.Combine(host.DataFolder, "arrivals.csv");
        await File.WriteAllTextAsync(file, "time,lane,count\n06:00,1,7\n06:30,1,5\n06:30,East gate,11\n23:30,88,4\n", RedVestHost.Stop);

        var (exit, told, errors) = await Drill(host, new("") { Arrivals = file });

        Assert.Equal("", errors);
        Assert.True(exit == 0, told.ToString());
        Assert.Equal(27, Count(told, "vehicles"));
        var lanes = told.GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("group").GetString() == "lane").ToList();
        Assert.Contains(lanes, l => l.GetProperty("name").GetString()!.Contains("East gate", StringComparison.Ordinal) && l.GetProperty("platform").GetInt32() == 11);
        Assert.Contains(lanes, l => l.GetProperty("name").GetString()!.Contains("88", StringComparison.Ordinal) && l.GetProperty("platform").GetInt32() == 4);
    }

    [Fact]
    public async Task Both_big_posts_play_their_day_at_once()
    {
        await using var host = await A_demo();
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exit = await new CheckpointDay(TimeProvider.System).RunAsync(
            new("") { DataFolder = host.DataFolder, Json = true, Targets = ASmallDay, Post = "all" }, output, errors, RedVestHost.Stop);

        Assert.Equal("", errors.ToString());
        Assert.Equal(0, exit);
        var told = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, told.Select(t => t.GetProperty("checkpoint").GetGuid()).Distinct().Count());
        Assert.All(told, t => Assert.Equal((0, 120), (Count(t, "difference"), Count(t, "vehicles"))));
    }

    [Fact]
    public async Task Who_comes_back_and_who_passes_at_the_other_post_is_no_doubt()
    {
        await using var host = await A_demo();
        using var output = new StringWriter();

        var exit = await new CheckpointDay(TimeProvider.System).RunAsync(
            new("") { DataFolder = host.DataFolder, Json = true, Targets = ASmallDay, Post = "all" }, output, TextWriter.Null, RedVestHost.Stop);
        var (after, _, _) = await Drill(host, new("") { Post = "Xiajiaying" }); // the day before
        await host.Services.GetRequiredService<FindDoubts>().DrainAsync(RedVestHost.Stop);

        Assert.Equal((0, 0), (exit, after));
        await using var db = host.Services.GetRequiredService<Store>().OpenDb();
        var passages = await db.Set<Passage>().ToListAsync(RedVestHost.Stop);
        Assert.True(passages.Count(p => p.Vehicle is not null) > passages.Select(p => p.Vehicle).Distinct().Count() + 20); // many come back
        Assert.All(passages, p => Assert.Equal((null, null), (p.Flags, p.Doubts)));
    }

    [Fact]
    public async Task Whoever_was_sent_to_the_yard_has_left_it_when_the_day_is_over()
    {
        await using var host = await A_demo();

        var (exit, told, _) = await Drill(host);

        Assert.Equal(0, exit);
        var yard = told.GetProperty("rows").EnumerateArray().Where(r => r.GetProperty("group").GetString() == "yard").ToList();
        Assert.True(yard[0].GetProperty("platform").GetInt32() >= 6); // entered
        Assert.Equal(0, yard[1].GetProperty("platform").GetInt32()); // still inside
    }

    [Fact]
    public async Task People_register_themselves_in_the_queue_and_leaders_read_the_rules_and_hand_lorries_over()
    {
        await using var host = await A_demo();

        var (exit, told, _) = await Drill(host);

        Assert.Equal(0, exit);
        var rows = told.GetProperty("rows").EnumerateArray().ToLookup(r => r.GetProperty("group").GetString()!, r => r.GetProperty("platform").GetInt32());
        Assert.True(rows["total"].Last() > 0); // registered themselves
        await using var db = host.Services.GetRequiredService<Store>().OpenDb();
        var receipts = await db.Set<ReadReceipt>().ToListAsync(RedVestHost.Stop);
        Assert.Equal([1, 2, 3, 4], receipts.Select(r => r.Number).Distinct().Order());
        Assert.Equal(["gate", "pack"], receipts.Select(r => r.Kind).Distinct().Order());
        var trips = await db.Set<LoopLink>().Where(l => l.Kind == "trip" && l.Step == "handed-over").ToListAsync(RedVestHost.Stop);
        Assert.NotEmpty(trips);
    }

    [Theory]
    [InlineData("石楼", "unknown-post")]
    [InlineData("卡口", "many-posts")]
    public async Task A_post_that_is_not_there_or_not_said_clearly_is_asked_for_again(string name, string code)
    {
        await using var host = await A_demo();

        var (exit, _, errors) = await Drill(host, new("") { Post = name });

        Assert.Equal(69, exit);
        Assert.Contains(code, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_data_is_not_drilled_upon()
    {
        await using var host = await RedVestHost.StartAsync();

        var (exit, _, errors) = await Drill(host);

        Assert.Equal(69, exit);
        Assert.Contains("not-a-demo", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_drills_at_once_play_two_days()
    {
        await using var host = await A_demo();

        var both = await Task.WhenAll(Drill(host), Drill(host));

        Assert.All(both, b => Assert.Equal(0, b.Exit));
        Assert.NotEqual(DayNumber(both[0].Told), DayNumber(both[1].Told));
    }

    private static int DayNumber(JsonElement told) => DateOnly.ParseExact(told.GetProperty("day").GetString()!, "yyyy-MM-dd").DayNumber;

    /// <summary>A platform that forgets the first passage of every list.</summary>
    private sealed class LosesOnePassage() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith("/passages", StringComparison.Ordinal))
            {
                var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
                page["rows"]!.AsArray().RemoveAt(0);
                response.Content = new StringContent(page.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            }

            return response;
        }
    }
}
