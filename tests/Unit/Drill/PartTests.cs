using RedVest.Drill.Plan;

namespace RedVest.Unit.Tests.Drill;

public sealed class PartTests
{
    [Fact]
    public void Two_posts_that_play_at_once_share_no_car_and_no_person()
    {
        DayPlan At(int post) => PlanDay.Make(
            new(7, new DateOnly(2022, 4, 14), [new("in", "any"), new("out", "any")]) { Part = new(post, 2) }, new(400, 600, 6));
        var (one, other) = (At(0), At(1));

        Assert.Empty(Plates(one).Intersect(Plates(other)));
        Assert.Empty(Documents(one).Intersect(Documents(other)));
    }

    [Fact]
    public void A_plate_is_on_the_same_kind_of_vehicle_in_drills_of_all_seeds()
    {
        var kinds = Enumerable.Range(1, 8).SelectMany(seed => PlanDay.Make(new(seed, new DateOnly(2022, 4, 14), [new("in", "any"), new("out", "any")]), new(3000, 4000, 100)).Passages)
            .Where(p => p.Vehicle?.Plate?.Length == 7).Select(p => (Last: p.Vehicle!.Plate![^1], p.Vehicle.Kind, p.Vehicle.Colour)).Where(x => x.Last is not ('学' or '急')).Distinct();

        Assert.All(kinds.GroupBy(k => k.Last), last => Assert.Single(last));
    }

    private static IEnumerable<string?> Plates(DayPlan day) => day.Passages.Select(p => p.Vehicle?.Plate).Where(p => p is not null);

    private static IEnumerable<string> Documents(DayPlan day) => day.Passages.SelectMany(p => p.Occupants).Select(o => o.Person.Document?.Number).OfType<string>();
}
