using RedVest.Checkpoints.Log;

namespace RedVest.Unit.Tests.Shifts;

public sealed class EscalationClockTests
{
    private static readonly DateTimeOffset Then = new(2022, 4, 14, 9, 50, 0, TimeSpan.Zero);
    private static readonly EscalationClock Clock = EscalationClock.Default;

    [Theory]
    [InlineData(1, 600, 1)] // the shift's own: no clock
    [InlineData(2, 9, 2)]
    [InlineData(2, 10, 3)]
    [InlineData(2, 19, 3)]
    [InlineData(2, 20, 4)]
    [InlineData(2, 6000, 4)] // nobody stands above the city
    public void A_level_that_nobody_acknowledges_passes_to_the_next_one(int given, int minutes, int reached) =>
        Assert.Equal(reached, Clock.At(given, Then, null, Then.AddMinutes(minutes)).Level);

    [Fact]
    public void Who_acknowledges_stops_the_clock_where_it_stands()
    {
        var reached = Clock.At(2, Then, Then.AddMinutes(12), Then.AddDays(1));

        Assert.Equal(new EscalationClock.Reached(3, Then.AddMinutes(10), null), reached);
    }

    [Fact]
    public void It_says_when_the_next_level_is_told()
    {
        Assert.Equal(Then.AddMinutes(10), Clock.At(2, Then, null, Then.AddMinutes(3)).Due);
        Assert.Equal(Then.AddMinutes(20), Clock.At(2, Then, null, Then.AddMinutes(13)).Due);
        Assert.Null(Clock.At(2, Then, null, Then.AddMinutes(33)).Due);
    }

    [Fact]
    public void The_minutes_are_the_owners()
    {
        var slow = new EscalationClock(new Dictionary<int, int> { [1] = 60, [2] = 30 });

        Assert.Equal(2, slow.At(1, Then, null, Then.AddMinutes(89)).Level);
        Assert.Equal(3, slow.At(1, Then, null, Then.AddMinutes(600)).Level);
    }
}
