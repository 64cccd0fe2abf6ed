using RedVest.Checkpoints.Queue;

namespace RedVest.Unit.Tests.Queue;

public sealed class LaneAdviceTests
{
    private static readonly LaneMeasure Calm = new(
        OpenLanes: 1, ShutLanes: 3, PerHourShort: 125, PerHourLong: 125, Seconds: 20, Variation: 1, Checks: 40, Waiting: 2, TargetSeconds: 60);

    [Fact]
    public void The_arithmetic_is_shown()
    {
        var advice = LaneAdvice.Of(Calm);
        Assert.Equal(("enough", 1, 0.69, true), (advice.Say, advice.Lanes, advice.Load, advice.Exact));
        Assert.Equal(new LaneOption(1, 0.69, 45.5), Assert.Single(advice.Options));
    }

    [Fact]
    public void More_lanes_are_asked_for_when_the_wait_grows_and_their_waits_are_shown_beside()
    {
        var advice = LaneAdvice.Of(Calm with { PerHourShort = 300 });
        Assert.Equal(("open", 2), (advice.Say, advice.Lanes));
        Assert.False(advice.Exact);
        Assert.Equal([(1, null), (2, 45.5)], advice.Options.Select(o => (o.Lanes, o.WaitSeconds)));
    }

    [Fact]
    public void More_than_there_are_is_said_so() =>
        Assert.Equal("more-than-there-are", LaneAdvice.Of(Calm with { PerHourShort = 900, ShutLanes = 1 }).Say);

    [Theory]
    [InlineData(4, 125, 20)]
    [InlineData(40, 0, 20)]
    public void Without_measurements_nothing_is_advised(int checks, int perHour, int seconds)
    {
        var advice = LaneAdvice.Of(Calm with { Checks = checks, PerHourShort = perHour, Seconds = seconds });
        Assert.Equal(("not-measured", null), (advice.Say, advice.Lanes));
        Assert.Empty(advice.Options);
    }

    [Fact]
    public void A_lane_is_closed_only_when_both_windows_allow_it_and_nobody_waits()
    {
        var spare = Calm with { OpenLanes = 3, ShutLanes = 1, PerHourShort = 100, PerHourLong = 100, Waiting = 0 };
        Assert.Equal(("close", 2), (LaneAdvice.Of(spare).Say, LaneAdvice.Of(spare).Lanes));
        Assert.Equal("enough", LaneAdvice.Of(spare with { PerHourLong = 350 }).Say);
        Assert.Equal("enough", LaneAdvice.Of(spare with { Waiting = 3 }).Say);
    }

    /// <summary>Traffic that sways by a tenth around the point where one lane becomes two: whoever follows the advice walks once.</summary>
    [Fact]
    public void Advice_that_is_followed_does_not_flip()
    {
        var open = 1;
        var changes = 0;
        for (var minute = 0; minute < 120; minute++)
        {
            var perHour = 138 + (12 * Math.Sin(minute / 3.0));
            var advice = LaneAdvice.Of(Calm with { OpenLanes = open, ShutLanes = 4 - open, PerHourShort = perHour, PerHourLong = 138, Waiting = minute % 4 });
            if (advice.Say is LaneAdvice.Open or LaneAdvice.Close)
            {
                open = advice.Lanes!.Value;
                changes++;
            }
        }

        Assert.Equal((2, 1), (open, changes));
    }
}
