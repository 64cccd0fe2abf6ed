using RedVest.Checkpoints.Passages;
using RedVest.Drill.Plan;
using RedVest.Kernel.Rules;
using RedVest.Unit.Tests.Rules;

namespace RedVest.Unit.Tests.Drill;

/// <summary>The plan does not know the pack, and the pack not the plan; a day must still come out as the reference scenario has it.</summary>
public sealed class PlanThroughPackTests
{
    private static readonly DateTimeOffset Midnight = new(2022, 4, 13, 16, 0, 0, TimeSpan.Zero);
    private static readonly LanePlan[] Lanes = [new("in", "passenger"), new("in", "commuter"), new("in", "freight"), new("out", "passenger"), new("out", "freight")];

    [Theory]
    [InlineData(1)]
    [InlineData(20220414)]
    [InlineData(-5)]
    public void A_planned_day_sends_a_hundred_and_seventy_odd_to_sampling_and_holds_few(int seed)
    {
        var day = PlanDay.Make(new(seed, new DateOnly(2022, 4, 14), Lanes), DayTargets.Draw(seed));
        var verdicts = day.Passages.Where(p => !p.IsEmergency)
            .SelectMany(p => p.Occupants.Select((o, at) => p.Override is { } other && other.Occupant == at + 1 ? other.Given : VerdictOf(p, o, at + 1)))
            .CountBy(verdict => verdict).ToDictionary(StringComparer.Ordinal);

        Assert.InRange(verdicts.GetValueOrDefault("sample-and-go") + verdicts.GetValueOrDefault("sample-and-wait"), 171, 179);
        Assert.InRange(verdicts.GetValueOrDefault("hold"), 1, 20);
        Assert.InRange(verdicts.GetValueOrDefault("refer"), 1, 20);
        Assert.True(verdicts["release"] > 3700);
    }

    [Fact]
    public void An_emergency_of_the_plan_goes_first()
    {
        var day = PlanDay.Make(new(1, new DateOnly(2022, 4, 14), Lanes), DayTargets.Draw(1));
        var emergencies = day.Passages.Where(p => p.IsEmergency).ToList();
        Assert.NotEmpty(emergencies);
        Assert.All(emergencies, p => Assert.Equal("emergency-release", Decision.Decide(Packs.Minimal, CheckFacts.Of(Check(p), null, null)).Verdict));
    }

    private static string VerdictOf(PassagePlan passage, OccupantPlan plan, int n)
    {
        var test = plan.Evidence.Test;
        var at = Midnight + passage.Times.Started;
        var said = new OccupantSaid(
            n,
            plan.Role,
            plan.Way,
            Document: plan.Person.Document is { } document ? new DocumentSaid(document.Kind, document.Number) : null,
            TemperatureTenths: plan.Evidence.TemperatureTenths,
            HealthCode: plan.Evidence.HealthCode,
            Test: test is null ? null : new TestSaid(test.Result, at - test.SampledAgo, at - test.ReportedAgo, "seen"),
            OriginRegion: plan.Evidence.OriginRegion,
            Mask: plan.Evidence.Mask);
        return Decision.Decide(Packs.Minimal, CheckFacts.Of(Check(passage), said, [])).Verdict;
    }

    private static CheckSaid Check(PassagePlan passage) => new(
        passage.Direction,
        passage.Category,
        passage.Vehicle is { } vehicle ? new VehicleSaid(vehicle.Plate, vehicle.Colour, vehicle.Plate is null, vehicle.Kind) : null,
        true,
        Midnight + passage.Times.Started,
        480);
}
