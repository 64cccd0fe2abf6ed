using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Shifts;

namespace RedVest.Unit.Tests.Shifts;

public sealed class LaneSheetTests
{
    private static readonly DateTimeOffset Six = new(2022, 4, 14, 22, 0, 0, TimeSpan.Zero);
    private static readonly ShiftWindow Shift = new(new DateOnly(2022, 4, 15), 2, Six, Six.AddHours(6));
    private static readonly Guid One = Id(1);
    private static readonly Guid Two = Id(2);

    [Fact]
    public void No_count_at_all_is_not_an_equal_one()
    {
        var sheet = Sheets([A_car(One, 5)], [])[0];

        Assert.Equal((1, 0, false), (sheet.Seen, sheet.Counts.Count, sheet.Differs));
    }

    [Fact]
    public void Every_source_has_a_difference_of_its_own_and_parties_on_foot_are_beside_it()
    {
        var sheet = Sheets([A_car(One, 5), A_car(One, 6), A_car(One, 7, Disposition.Held), On_foot(One, 8)], [(One, "barrier", 3), (One, "tally", 4)])[0];

        Assert.Equal((3, 1), (sheet.Seen, sheet.SeenOnFoot));
        Assert.Equal([0, -1], sheet.Counts.Select(sheet.Difference));
        Assert.True(sheet.Differs);
    }

    [Fact]
    public void A_car_in_the_wrong_lane_is_seen_from_both()
    {
        var sheets = Sheets([A_car(One, 5), A_car(Two, 6), A_car(Two, 7)], [(One, "barrier", 2), (Two, "barrier", 1)]);

        Assert.Equal([-1, 1], sheets.Select(s => s.Difference(s.Counts[0])));
        Assert.Equal([(1, 2), (1, 1)], sheets.Select(s => s.Hints.Single(h => h.Code == "other-lane")).Select(h => (h.Count, h.Lane!.Value)));
    }

    [Fact]
    public void A_check_that_was_given_up_is_in_no_sum_and_said_as_a_hint()
    {
        var sheet = Sheets([A_car(One, 5), A_car(One, 6, Disposition.Dropped)], [(One, "barrier", 2)])[0];

        Assert.Equal((1, -1), (sheet.Seen, sheet.Difference(sheet.Counts[0])));
        Assert.Equal(1, sheet.Hints.Single(h => h.Code == "dropped").Count);
    }

    [Fact]
    public void A_marshaller_who_was_away_while_cars_passed_is_a_hint()
    {
        var sheet = Sheets([.. Enumerable.Range(60, 10).Select(minute => A_car(One, minute))], [(One, "tally", 2)], presses: [10, 200])[0];

        var hint = sheet.Hints.Single(h => h.Code == "tally-silent");
        Assert.Equal((10, Six.AddMinutes(10), Six.AddMinutes(200)), (hint.Count, hint.From, hint.Until));
    }

    private static List<LaneSheet> Sheets(Reckoned[] passages, (Guid Lane, string Source, int Count)[] counts, int[]? presses = null) => LaneSheet.Of(
        Shift, [A_lane(One, 1), A_lane(Two, 2)], passages.ToLookup(p => p.Lane), counts.ToLookup(c => c.Lane, c => new Counted(c.Source, c.Count)),
        new Dictionary<Guid, int>(), (presses ?? []).ToLookup(_ => One, minute => Six.AddMinutes(minute)), new Dictionary<Guid, (int?, int?)>());

    private static KnownLane A_lane(Guid id, int number) => new(id, Id(9), number, "道", "Lane", "in", "any", true);

    private static Reckoned A_car(Guid lane, int minute, string disposition = Disposition.Released) =>
        new(lane, true, Six.AddMinutes(minute), Six.AddMinutes(minute), false, disposition);

    private static Reckoned On_foot(Guid lane, int minute) => new(lane, false, Six.AddMinutes(minute), Six.AddMinutes(minute), false, Disposition.Released);

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
