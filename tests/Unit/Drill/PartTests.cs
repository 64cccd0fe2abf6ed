using RedVest.Drill.Plan;

namespace RedVest.Unit.Tests.Drill;

public sealed class PartTests
{
    [Fact]
    public void Two_posts_that_play_at_once_share_no_car_and_no_person()
    {
        var plates = Enumerable.Range(0, 40).Select(n => $"晋GA{n:D4}").ToList();
        DayPlan At(int post) => PlanDay.Make(
            new(7, new DateOnly(2022, 4, 14), [new("in", "any"), new("out", "any")]) { PassPlates = plates, Part = new(post, 2) }, new(400, 600, 6));
        var (one, other) = (At(0), At(1));

        Assert.Empty(Plates(one).Intersect(Plates(other)));
        Assert.Empty(Documents(one).Intersect(Documents(other)));
        Assert.NotEmpty(Plates(one).Intersect(plates));
        Assert.NotEmpty(Plates(other).Intersect(plates));
    }

    private static IEnumerable<string?> Plates(DayPlan day) => day.Passages.Select(p => p.Vehicle?.Plate).Where(p => p is not null);

    private static IEnumerable<string> Documents(DayPlan day) => day.Passages.SelectMany(p => p.Occupants).Select(o => o.Person.Document?.Number).OfType<string>();
}
