using RedVest.Drill.Plan;

namespace RedVest.Unit.Tests.Drill;

public sealed class PlanArrivalsTests
{
    private static DayPlan Replay(ArrivalsFile file, int seed = 1) =>
        PlanArrivals.Make(new(seed, new DateOnly(2022, 4, 14), [.. file.Lanes.Select(_ => new LanePlan("in", "all"))]), file);

    [Fact]
    public void Every_window_of_every_lane_holds_exactly_its_count()
    {
        var file = ArrivalsFile.Read("time,lane,count\n07:00,1,40\n07:15,1,300\n07:15,东门,3\n09:00,1,5\n23:45,东门,200\n");

        var day = Replay(file);

        Assert.Equal(548, day.Vehicles);
        Assert.Equal(548, day.Passages.Count);
        Assert.All(file.Rows, row => Assert.Equal(row.Count, day.Passages.Count(p =>
            file.Lanes[p.Lane] == row.Lane && p.Times.Arrived >= row.Time && p.Times.Decided >= row.Time && p.Times.Decided < row.Time + TimeSpan.FromMinutes(15))));
        Assert.All(day.Passages, p => Assert.True(p.Times.Left < TimeSpan.FromHours(24)));
    }

    [Fact]
    public void The_step_is_the_smallest_of_the_file_and_gaps_stay_empty()
    {
        var file = ArrivalsFile.Read("time,lane,count\r\n06:00:00,2,10\r\n08:00:30,2,10\r\n08:01:00,2,10\r\n");

        Assert.Equal(TimeSpan.FromSeconds(30), file.Step);
        Assert.All(Replay(file).Passages, p => Assert.True(
            p.Times.Decided < new TimeSpan(6, 0, 30) || (p.Times.Decided >= new TimeSpan(8, 0, 30) && p.Times.Decided < new TimeSpan(8, 1, 30))));
    }

    [Fact]
    public void A_file_of_zeroes_is_a_quiet_day() => Assert.Empty(Replay(ArrivalsFile.Read("time,lane,count\n00:00,1,0\n01:00,1,0")).Passages);

    [Fact]
    public void A_vehicle_never_stands_in_two_places_at_once()
    {
        var day = Replay(ArrivalsFile.Read("time,lane,count\n00:00,1,3000\n12:00,2,3000"));

        foreach (var passages in day.Passages.Where(p => p.Vehicle?.Plate is not null).GroupBy(p => p.Vehicle!.Plate))
            Assert.All(passages.Zip(passages.Skip(1)), pair => Assert.True(pair.First.Times.Left <= pair.Second.Times.Arrived));
    }

    [Theory]
    [InlineData("", "arrivals.empty")]
    [InlineData("time,lane,count", "arrivals.empty")]
    [InlineData("zeit;spur;zahl\n07:00;1;3", "arrivals.header")]
    [InlineData("time,lane,count\n07:00,1", "arrivals.columns")]
    [InlineData("time,lane,count\n24:00,1,3", "arrivals.time")]
    [InlineData("time,lane,count\n7am,1,3", "arrivals.time")]
    [InlineData("time,lane,count\n07:00,,3", "arrivals.lane")]
    [InlineData("time,lane,count\n07:00,1,-3", "arrivals.count")]
    [InlineData("time,lane,count\n07:00,1,2.5", "arrivals.count")]
    [InlineData("time,lane,count\n07:00,1,3\n07:00,1,4", "arrivals.repeated")]
    [InlineData("time,lane,count\n07:00,1,300000", "arrivals.too-many")]
    public void A_bad_file_is_refused_with_what_is_wrong(string text, string key) =>
        Assert.Equal(key, Assert.Throws<ArrivalsException>(() => ArrivalsFile.Read(text)).Key);

    [Fact]
    public void The_sentence_names_the_line_as_an_editor_counts_it() =>
        Assert.Contains("4", Assert.Throws<ArrivalsException>(() => ArrivalsFile.Read("time,lane,count\n\n07:00,1,3\nx,1,3")).Message, StringComparison.Ordinal);
}
