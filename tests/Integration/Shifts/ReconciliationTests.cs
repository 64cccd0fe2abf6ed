using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Shifts;

public sealed class ReconciliationTests
{
    /// <summary>Six cars in, three out, and a barrier that counted them right; then one record goes astray.</summary>
    [Theory]
    [InlineData("none", 0, 0, 0)]
    [InlineData("removed", -1, 0, 0)]
    [InlineData("doubled", 1, 0, 0)]
    [InlineData("other-lane", -1, 1, 0)]
    [InlineData("other-shift", -1, 0, 1)]
    public async Task A_record_that_goes_astray_is_a_difference(string what, int first, int second, int nextShift)
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var leader = await at.LeaderAsync("甲");
        await at.CountAsync(leader, (1, 6), (2, 3));
        await at.PassAsync(phone, 5);
        await at.PassAsync(phone, what == "other-lane" ? 4 : 3, at.Post.LaneOut);
        await at.PassAsync(phone, what switch { "none" => 1, "doubled" => 2, _ => 0 });
        at.ChangeCrew();
        phone.OpenSession();
        await at.CountAsync(leader, (1, 1));
        await at.PassAsync(phone, what == "other-shift" ? 2 : 1);

        Assert.Equal(new Dictionary<int, int> { [1] = first, [2] = second }, ShiftPost.Differences(await leader.ReadAsync(at.Ending)));
        Assert.Equal(new Dictionary<int, int> { [1] = nextShift }, ShiftPost.Differences(await leader.ReadAsync(at.Next)));
    }

    [Fact]
    public async Task A_shift_is_signed_by_two_leaders_once_every_phone_was_heard_and_every_difference_explained()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var giver = await at.LeaderAsync("甲");
        using var taker = await at.LeaderAsync("乙");
        await at.PassAsync(phone, 2);
        await at.CountAsync(giver, (1, 3));
        Assert.Equal("Conflict shift-not-over", await SignAsync(at, giver, "out"));
        at.ChangeCrew();

        // The phone may still hold records of the shift: nobody has heard it since.
        Assert.Equal("Conflict device-owes", await SignAsync(at, giver, "out"));
        Assert.Equal("test", (await giver.ReadAsync(at.Ending)).GetProperty("owing")[0].GetProperty("name").GetString());
        await TellAsync(phone, highest: 5, waiting: 1);
        Assert.Equal(1, (await giver.ReadAsync(at.Ending)).GetProperty("owing")[0].GetProperty("owes").GetInt32());
        await TellAsync(phone, highest: 4, waiting: 0);

        Assert.Equal("Conflict difference-unexplained", await SignAsync(at, giver, "out"));
        Assert.Equal("Created", await ShiftPost.SaidAsync(await giver.PostAsync(at.Ending + "/explanations", new { id = at.Post.Clock.NewId(), lane = at.Post.LaneIn, text = "洒水车过了一次,没有登记" })));
        Assert.Equal("Created", await SignAsync(at, giver, "out"));
        Assert.Equal("Conflict same-person", await SignAsync(at, giver, "in"));
        Assert.Equal("Conflict signed-twice", await SignAsync(at, giver, "out"));
        Assert.Equal("Created", await SignAsync(at, taker, "in"));

        var shift = await giver.ReadAsync(at.Ending);
        Assert.True(shift.GetProperty("signed").GetBoolean());
        Assert.Equal(-1, ShiftPost.Differences(shift)[1]); // signed, not gone
    }

    [Fact]
    public async Task What_comes_in_after_the_signatures_stands_beside_them()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var giver = await at.LeaderAsync("甲");
        using var taker = await at.LeaderAsync("乙");
        await at.PassAsync(phone, 2);
        await at.CountAsync(giver, (1, 2));
        var late = at.Post.Clock.NewId();
        var (check, verdict) = (phone.Check(late), phone.Verdict(late)); // made now, sent later by a phone that said it had nothing
        at.ChangeCrew();
        await TellAsync(phone, highest: 4, waiting: 0);
        Assert.Equal(("Created", "Created"), (await SignAsync(at, giver, "out"), await SignAsync(at, taker, "in")));

        await phone.PushAsync(check, verdict);

        var shift = await giver.ReadAsync(at.Ending);
        Assert.Equal((true, 1), (shift.GetProperty("signed").GetBoolean(), ShiftPost.Differences(shift)[1]));
        Assert.All(shift.GetProperty("signatures").EnumerateArray(), s =>
        {
            Assert.False(s.GetProperty("stands").GetBoolean());
            var change = Assert.Single(s.GetProperty("changes").EnumerateArray().ToList());
            Assert.Equal((2, 3), (change.GetProperty("then").GetInt32(), change.GetProperty("now").GetInt32()));
        });
    }

    [Fact]
    public async Task Who_saw_other_figures_does_not_sign()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var giver = await at.LeaderAsync("甲");
        await at.PassAsync(phone, 1);
        at.ChangeCrew();
        await TellAsync(phone, highest: 2, waiting: 0);
        var digest = (await giver.ReadAsync(at.Ending)).GetProperty("digest").GetString()!;
        await at.ImportAsync(giver, Csv(at.Change.AddMinutes(-5), 1, 1));

        Assert.Equal("Conflict shift-changed", await SignAsync(at, giver, "out", digest));
        Assert.Equal("Created", await SignAsync(at, giver, "out"));
    }

    [Fact]
    public async Task A_file_of_counts_with_a_fault_is_kept_out_whole_and_a_wrong_one_can_be_withdrawn()
    {
        await using var at = await ShiftPost.OpenAsync();
        using var leader = await at.LeaderAsync("甲");
        var good = Csv(at.Clock.GetUtcNow(), 1, 40);

        var faulty = await at.ImportAsync(leader, good + "2022-04-14 25:00,1,3\n2022-04-14 07:00,9,3\n2022-04-14 07:00,1,-3\n");
        Assert.Equal(["time-wrong", "lane-unknown", "count-wrong"], faulty.GetProperty("faults").EnumerateArray().Select(f => f.GetProperty("code").GetString()));
        Assert.Equal(0, faulty.GetProperty("taken").GetInt32());
        Assert.Equal(1, (await at.ImportAsync(leader, good, dryRun: true)).GetProperty("taken").GetInt32());
        Assert.Empty(ShiftPost.Differences(await leader.ReadAsync(at.Ending)));

        var import = await at.ImportAsync(leader, good);
        Assert.Equal((0, 1), (await at.ImportAsync(leader, good)) is var again ? (again.GetProperty("taken").GetInt32(), again.GetProperty("already").GetInt32()) : default);
        Assert.Equal("counted-differently", (await at.ImportAsync(leader, Csv(at.Clock.GetUtcNow(), 1, 41))).GetProperty("faults")[0].GetProperty("code").GetString());
        Assert.Equal(-40, ShiftPost.Differences(await leader.ReadAsync(at.Ending))[1]);

        Assert.Equal("NoContent", await ShiftPost.SaidAsync(await leader.PostAsync(
            $"/api/v1/checkpoints/{at.Post.Checkpoint}/counts/{import.GetProperty("id").GetGuid()}/withdraw", new { reason = "别的卡口的文件" })));
        Assert.Empty(ShiftPost.Differences(await leader.ReadAsync(at.Ending)));
        Assert.Equal(1, (await at.ImportAsync(leader, Csv(at.Clock.GetUtcNow(), 1, 41))).GetProperty("taken").GetInt32());
    }

    [Fact]
    public async Task The_marshallers_presses_count_too_and_a_car_that_gave_up_does_not()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var leader = await at.LeaderAsync("甲");
        await at.PassAsync(phone, 2);
        await phone.PushAsync([.. new[] { "arrived", "arrived", "arrived", "gave-up" }.Select(kind => phone.Record("tally." + kind, at.Post.LaneIn, []))]);

        var lane = (await leader.ReadAsync(at.Ending)).GetProperty("lanes")[0];
        Assert.Equal(("tally", 2, 0), (lane.GetProperty("counts")[0].GetProperty("source").GetString(), lane.GetProperty("counts")[0].GetProperty("counted").GetInt32(), lane.GetProperty("counts")[0].GetProperty("difference").GetInt32()));
    }

    [Fact]
    public async Task Figures_tell_how_crews_changed_and_how_far_records_and_counts_are_apart()
    {
        await using var at = await ShiftPost.OpenAsync();
        var phone = await at.Post.EnrolAsync();
        using var leader = await at.LeaderAsync("甲");
        await at.PassAsync(phone, 1);
        await at.CountAsync(leader, (1, 4));
        await phone.PushAsync(phone.Record("log.entry", at.Post.Clock.NewId(), new System.Text.Json.Nodes.JsonObject { ["what"] = "incident", ["level"] = 2, ["type"] = "queue", ["text"] = "排到省道" }));
        var (started, today) = (ShiftPost.Day(at.Change).AddDays(-1), ShiftPost.Day(at.Clock.GetUtcNow()));
        at.ChangeCrew();

        async Task<double> FigureAsync(string key, DateOnly day) =>
            (await leader.ReadAsync(FormattableString.Invariant($"/api/v1/figures/{key}?checkpoint={at.Post.Checkpoint}&day={day:yyyy-MM-dd}"))).GetProperty("value").GetDouble();
        Assert.Equal((3, 0, 1, 1), (await FigureAsync("shifts.differences", started), await FigureAsync("shifts.handovers-signed", started),
            await FigureAsync("shifts.incidents-level-2", today), await FigureAsync("shifts.incidents-open", today)));
    }

    private static string Csv(DateTimeOffset at, int lane, int count) => FormattableString.Invariant($"time,lane,count\n{at.UtcDateTime.AddHours(8):yyyy-MM-dd HH:mm},{lane},{count}\n");

    private static async Task<string> SignAsync(ShiftPost at, HttpClient who, string side, string? digest = null) => await ShiftPost.SaidAsync(await who.PostAsync(
        at.Ending + "/signatures", new { id = at.Post.Clock.NewId(), side, digest = digest ?? (await who.ReadAsync(at.Ending)).GetProperty("digest").GetString() }));

    private static async Task TellAsync(Phone phone, long highest, int waiting)
    {
        using var told = await phone.Client().PostAsync("/api/v1/sync/state", new { highest, waiting, battery = 80 });
        Assert.True(told.IsSuccessStatusCode);
    }
}
