using RedVest.Drill.Lanes;
using RedVest.Drill.Verify;

namespace RedVest.Unit.Tests.Drill;

public sealed class ComparisonTests
{
    private static readonly Guid Lane = Guid.Parse("01890000-0000-7000-8000-000000000001");
    private static readonly OwnPassage Car = new(Id(1), Lane, "local", true, 2, "sample-and-go", 1);
    private static readonly OwnPassage Walker = new(Id(2), Lane, "local", false, 1, "release", 0);

    private static Guid Id(int n) => Guid.Parse($"01890000-0000-7000-8000-0000000001{n:D2}");

    private static PassageRow Row(OwnPassage own) => new(own.Id, own.Lane, own.Category, own.Persons, own.Verdict);

    private static PlatformDay A_platform(params OwnPassage[] passages) => new(
        new(
            [new(FigureKeys.Vehicles, passages.Count(p => p.IsVehicle)), new(FigureKeys.Persons, passages.Sum(p => p.Persons)), new(FigureKeys.Tests, passages.Sum(p => p.Tests))],
            [new(Lane, passages.Count(p => p.IsVehicle), passages.Sum(p => p.Persons))],
            [.. passages.GroupBy(p => p.Verdict).Select(g => new VerdictFigures(g.Key, g.Count(p => p.IsVehicle), g.Sum(p => p.Persons)))],
            [new("local", passages.Count(p => p.IsVehicle), passages.Sum(p => p.Persons))]),
        [.. passages.Select(Row)],
        [.. passages.Where(p => p.Tests > 0).Select(Row)]);

    private static long Difference(PlatformDay platform, int notTaken = 0) => Comparison.Of(Two(), platform, new Dictionary<Guid, string>(), notTaken).Difference;

    private static OwnList Two()
    {
        var list = new OwnList();
        list.Note(Car);
        list.Note(Walker);
        return list;
    }

    [Fact]
    public void The_same_list_has_no_difference() => Assert.Equal(0, Difference(A_platform(Car, Walker)));

    [Fact]
    public void A_passage_that_the_platform_lacks_is_a_difference() => Assert.NotEqual(0, Difference(A_platform(Car)));

    [Fact]
    public void A_passage_that_nobody_made_is_a_difference() => Assert.NotEqual(0, Difference(A_platform(Car, Walker, Walker with { Id = Id(3) })));

    [Fact]
    public void Equal_sums_of_different_passages_are_a_difference() => Assert.Equal(2, Difference(A_platform(Car, Walker with { Id = Id(3) })));

    [Fact]
    public void Another_verdict_in_the_records_is_a_difference_though_the_figures_agree()
    {
        var platform = A_platform(Car, Walker);

        Assert.Equal(1, Difference(platform with { Passages = [Row(Car) with { Verdict = "release" }, Row(Walker)] }));
    }

    [Fact]
    public void A_figure_that_is_off_by_one_is_a_difference_though_the_records_agree()
    {
        var platform = A_platform(Car, Walker);

        Assert.Equal(1, Difference(platform with { Board = platform.Board with { Figures = [.. platform.Board.Figures.Select(f => f.Key == FigureKeys.Tests ? f with { Value = f.Value + 1 } : f)] } }));
    }

    [Fact]
    public void A_record_that_the_server_did_not_take_is_a_difference() => Assert.Equal(1, Difference(A_platform(Car, Walker), notTaken: 1));

    [Theory]
    [InlineData("released", 0, 0)]
    [InlineData("transferred", 0, 2)] // one less released, one more transferred
    [InlineData(null, 1, 2)] // one less released, one still inside
    public void Whoever_was_in_the_yard_left_it_as_the_drill_saw(string? reason, int inside, long difference)
    {
        var list = Two();
        list.NoteHeld(new(Car.Id, 1, "released"));
        var ended = reason is null ? new Dictionary<string, int>() : new() { [reason] = 1 };

        Assert.Equal(difference, Comparison.Of(list, A_platform(Car, Walker) with { Came = new(1, inside, ended) }, new Dictionary<Guid, string>(), 0).Difference);
    }

    [Fact]
    public void An_incident_that_nobody_closed_is_a_difference()
    {
        var list = Two();
        list.LogEntries = 1;

        Assert.Equal(1, Comparison.Of(list, A_platform(Car, Walker) with { Log = [new(Id(9), "incident", null)] }, new Dictionary<Guid, string>(), 0).Difference);
    }

    [Fact]
    public void Chinese_takes_two_cells_of_a_table() => Assert.Equal((4, 3, 6), (TextTable.Width("车道"), TextTable.Width("abc"), TextTable.Width("晋G·12")));
}
