using RedVest.Checkpoints.Queue;
using static RedVest.Checkpoints.Queue.LineStep.Kinds;

namespace RedVest.Unit.Tests.Queue;

public sealed class LaneLineTests
{
    private static readonly DateTimeOffset Start = new(2022, 4, 14, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_came_first_is_checked_first_and_waited_so_long()
    {
        var line = LaneLine.Follow([Step(0, Arrived), Step(10, Arrived), Began(30), Began(50)]);
        Assert.Equal((0, 2), (line.Length, line.Longest));
        Assert.Equal([30, 40], line.WaitsSince(Start));
        Assert.Equal([40], line.WaitsSince(Start.AddSeconds(40)));
    }

    [Fact]
    public void Steps_are_taken_in_their_own_order_however_late_they_came() =>
        Assert.Equal([30, 40], LaneLine.Follow([Began(50), Step(10, Arrived), Began(30), Step(0, Arrived)]).WaitsSince(Start));

    [Fact]
    public void A_check_nobody_tallied_leaves_the_queue_empty_and_no_debt()
    {
        var line = LaneLine.Follow([Began(0), Began(20), Step(30, Arrived)]);
        Assert.Equal(1, line.Length);
        Assert.Equal(Start.AddSeconds(30), line.FirstSince);
    }

    [Fact]
    public void Who_gives_up_was_the_last_in_line()
    {
        var line = LaneLine.Follow([Step(0, Arrived), Step(5, Arrived), Step(9, GaveUp), Step(10, GaveUp), Step(11, GaveUp), Step(12, Arrived)]);
        Assert.Equal((1, Start.AddSeconds(12)), (line.Length, line.FirstSince));
    }

    [Fact]
    public void A_count_is_believed()
    {
        var fewer = LaneLine.Follow([Step(0, Arrived), Step(5, Arrived), Step(6, Arrived), Step(10, Counted, 1)]);
        Assert.Equal((1, Start.AddSeconds(6)), (fewer.Length, fewer.FirstSince));
        var more = LaneLine.Follow([Step(0, Arrived), Step(10, Counted, 3), Began(20), Began(30)]);
        Assert.Equal((1, null), (more.Length, more.FirstSince));
        Assert.Equal([20], more.WaitsSince(Start)); // of the one whose coming was seen
    }

    [Fact]
    public void Moving_up_is_measured_only_while_somebody_waited_and_without_breaks()
    {
        var line = LaneLine.Follow(
            [Step(0, Arrived), Step(1, Arrived), Step(2, Arrived), Began(3, 20), Began(26, 40), Began(340, 360), Step(400, Arrived), Began(401, 420)]);
        Assert.Equal([6], line.MoveUpsSince(Start));
    }

    [Fact]
    public void A_line_that_sways_around_the_limit_is_one_event()
    {
        List<LineStep> steps = [.. Enumerable.Range(0, 6).Select(i => Step(i, Arrived))];
        Assert.Equal(Start.AddSeconds(5), LaneLine.Follow(steps).OverSince(5));
        steps.AddRange([Began(10), Step(11, Arrived), Began(12), Began(13), Step(14, Arrived), Step(15, Arrived)]);
        Assert.Equal(Start.AddSeconds(5), LaneLine.Follow(steps).OverSince(5));
        steps.AddRange([.. Enumerable.Range(20, 4).Select(i => Began(i))]);
        Assert.Null(LaneLine.Follow(steps).OverSince(5));
    }

    private static LineStep Step(int second, LineStep.Kinds kind, int? length = null) => new(Start.AddSeconds(second), kind, length);

    private static LineStep Began(int second, int? ended = null) =>
        new(Start.AddSeconds(second), LineStep.Kinds.Began, Ended: ended is { } e ? Start.AddSeconds(e) : null);
}
