using RedVest.Drill.Plan;

namespace RedVest.Unit.Tests.Drill;

public sealed class PlanDayTests
{
    private static readonly LanePlan[] Lanes = [new("in", "passenger"), new("in", "commuter"), new("in", "freight"), new("out", "passenger"), new("out", "freight")];

    public static TheoryData<int> Seeds => [1, 7, 20220414, -5, int.MaxValue];

    private static DayPlan A_day(int seed) => PlanDay.Make(new(seed, new DateOnly(2022, 4, 14), Lanes), DayTargets.Draw(seed));

    [Theory, MemberData(nameof(Seeds))]
    public void A_day_lies_within_the_bands_of_the_reference_scenario(int seed)
    {
        var day = A_day(seed);

        Assert.InRange(day.Vehicles, 3001, 3099);
        Assert.InRange(day.Persons, 4001, 4099);
        Assert.InRange(day.Passages.SelectMany(p => p.Occupants).Count(o => o.Person.Age >= 3 && o.Evidence.Test?.SampledAgo is not { TotalHours: <= 48 }), 171, 179);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_hour_of_a_shift_change_holds_ten_to_fifteen_percent_of_the_vehicles(int seed)
    {
        var day = A_day(seed);

        foreach (var change in new[] { 7, 15, 23 })
            Assert.InRange(day.Passages.Count(p => p.IsVehicle && p.Times.Decided.Hours == change) / (double)day.Vehicles, 0.10, 0.15);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_passage_begins_and_ends_on_the_day(int seed) =>
        Assert.All(A_day(seed).Passages, p =>
        {
            Assert.True(TimeSpan.Zero <= p.Times.Arrived && p.Times.Arrived <= p.Times.Started);
            Assert.True(p.Times.Started <= p.Times.Decided && p.Times.Decided <= p.Times.Left && p.Times.Left < TimeSpan.FromHours(24));
        });

    [Fact]
    public void The_same_seed_gives_the_same_day_and_another_seed_another()
    {
        static string Told(DayPlan day) => string.Join('\n', day.Passages.Select(p => $"{p.Times} {p.Lane} {p.Category} {p.Vehicle} {string.Join(',', p.Occupants.Select(o => o.ToString()))}"));

        Assert.Equal(Told(A_day(3)), Told(A_day(3)));
        Assert.NotEqual(Told(A_day(3)), Told(A_day(4)));
    }

    [Fact]
    public void Nobody_real_can_be_meant()
    {
        var day = A_day(1);

        Assert.All(day.Passages.Select(p => p.Vehicle?.Plate).OfType<string>(), plate => Assert.StartsWith("晋G", plate));
        Assert.All(day.Passages.SelectMany(p => p.Occupants).Select(o => o.Person), person =>
        {
            if (person.Phone is { } phone)
                Assert.Matches(@"^\+86100\d{8}$", phone);
            if (person.Document is { Kind: "resident-id", Number: var number })
            {
                Assert.Matches(@"^14119[89]\d{11}[\dX]$", number);
                Assert.Equal(number, ResidentNumber.WithCheck(number[..17]));
            }
        });
    }

    [Fact]
    public void The_check_character_is_the_one_of_the_standard() =>
        Assert.Equal("11010519491231002X", ResidentNumber.WithCheck("11010519491231002")); // the example of GB 11643-1999

    [Fact]
    public void A_day_holds_what_makes_work_hard_at_a_post()
    {
        var day = A_day(1);
        var people = day.Passages.SelectMany(p => p.Occupants).ToList();

        Assert.Equal(["commuter", "emergency", "freight", "local", "outside", "transit"], day.Passages.Select(p => p.Category).Distinct().Order());
        Assert.Contains(day.Passages, p => p.Vehicle is null && p.Occupants.Count > 0);
        Assert.Contains(day.Passages, p => p is { IsEmergency: true, Occupants.Count: 0 });
        Assert.Contains(day.Passages, p => p is { Vehicle.Plate: null });
        Assert.True(day.Passages.Count(p => p.IsReturn) > 500);
        Assert.Contains(people, o => o.Evidence.TemperatureTenths >= 373);
        Assert.Contains(people, o => o.Person is { Age: < 3, Phone: null });
        Assert.Contains(people, o => o.Person is { Age: > 72, Phone: null });
        Assert.Equal(3, day.Passages.Select(p => p.Correction).OfType<CorrectionPlan>().Distinct().Count());
        Assert.Equal([Verdicts.Release, Verdicts.SampleAndGo], day.Passages.Select(p => p.Override?.Given).OfType<string>().Distinct().Order());
    }

    [Theory, InlineData(1, 1, 0), InlineData(9, 14, 2), InlineData(40, 60, 6)]
    public void A_small_day_has_exactly_what_was_asked_for(int vehicles, int persons, int withoutTest)
    {
        var day = PlanDay.Make(new(1, new DateOnly(2022, 4, 14), [new("in", "all")]), new(vehicles, persons, withoutTest));

        Assert.Equal(vehicles, day.Vehicles);
        Assert.True(day.Persons >= persons);
        Assert.All(day.Passages, p => Assert.Equal(0, p.Lane));
    }
}
