using RedVest.Drill.Hands;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;

namespace RedVest.Unit.Tests.Drill;

public sealed class HandTests
{
    private static readonly LanePlan[] Lanes = [new("in", "any"), new("in", "any"), new("out", "any")];
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 3).Select(n => Guid.Parse($"01890000-0000-7000-8000-00000000000{n}"))];

    private static DayPlan A_day() => PlanDay.Make(new(1, new DateOnly(2022, 4, 14), Lanes), DayTargets.Draw(1));

    [Fact]
    public void Acts_are_taken_in_the_order_of_the_day_and_only_when_they_are_due()
    {
        var acts = new ActList();
        acts.Add([new(TimeSpan.FromHours(2), _ => { }), new(TimeSpan.FromHours(1), _ => { })]);

        Assert.Null(acts.Take(TimeSpan.FromMinutes(59)));
        Assert.Equal(TimeSpan.FromHours(1), acts.Take(TimeSpan.FromHours(1))?.At);
        Assert.Equal(TimeSpan.FromHours(2), acts.Take(TimeSpan.MaxValue)?.At);
        Assert.True(acts.IsEmpty);
    }

    [Fact]
    public void The_marshaller_presses_once_for_each_vehicle_and_closes_a_lane_in_which_nobody_is()
    {
        var day = A_day();

        var acts = Marshaller.Acts(day, Ids).ToList();

        Assert.True(acts.Count > day.Vehicles);
        Assert.All(acts, act => Assert.InRange(act.At, TimeSpan.Zero, TimeSpan.FromHours(24)));
    }

    [Theory]
    [InlineData("sample-and-go", "released")]
    [InlineData("sample-and-wait", "released")]
    [InlineData("refer", "clinic")]
    public void Everybody_whom_a_lane_sends_to_the_yard_leaves_it_again(string given, string reason)
    {
        var own = new OwnList();
        var yard = new Yard(1, own);

        yard.Hear(new(Ids[0], Ids[1], "outside", true, 2, given, 0, TimeSpan.FromHours(8)) { ToYard = [(2, given)] });

        Assert.Equal((Ids[0], 2, reason), (own.Held.Single().Passage, own.Held.Single().N, own.Held.Single().EndReason));
        Assert.NotNull(yard.Acts.Take(TimeSpan.FromHours(10)));
    }

    [Fact]
    public void Whoever_comes_in_the_last_minute_is_through_before_midnight()
    {
        var yard = new Yard(1, new OwnList());

        yard.Hear(new(Ids[0], Ids[1], "outside", true, 1, "hold", 0, new TimeSpan(23, 59, 30)) { ToYard = [(1, "hold")] });

        var last = TimeSpan.Zero;
        while (yard.Acts.Take(TimeSpan.MaxValue) is { } act)
            last = act.At;
        Assert.InRange(last, new TimeSpan(23, 59, 30), TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
    }
}
