using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Unit.Tests.Checkpoints;

public sealed class DoubtTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly KnownCheckpoint Here = A_post(new GeoPoint(37.50, 112.10), 1, 2);
    private static readonly KnownCheckpoint There = A_post(new GeoPoint(37.50, 112.55), 3); // 39.7 km to the east
    private static readonly KnownCheckpoint Somewhere = A_post(null, 4);
    private static readonly OwnerBook Book = new(new OwnerState { Owner = 141122, NameZh = "", NameEn = "", UtcOffsetMinutes = 480 }, [Here, There, Somewhere], [], []);

    [Theory]
    [InlineData(19, true)]
    [InlineData(21, false)]
    public void Nobody_drives_forty_kilometres_in_nineteen_minutes(int minutes, bool isDoubtful) =>
        Assert.Equal(isDoubtful, Doubt.Between(At_lane(Here, 0, 0), At_lane(There, 0, minutes), Book) is not null);

    [Fact]
    public void The_order_in_which_the_two_are_told_does_not_matter()
    {
        var (one, other) = (At_lane(Here, 0, 0), At_lane(There, 0, 5));

        Assert.Equal(Doubt.Between(one, other, Book), Doubt.Between(other, one, Book));
        Assert.Equal(TimeSpan.FromMinutes(5), Doubt.Between(one, other, Book)?.Between);
    }

    [Fact]
    public void Two_lanes_of_a_post_take_a_minute_and_one_lane_takes_none()
    {
        Assert.NotNull(Doubt.Between(At_lane(Here, 0, 0), At_lane(Here, 1, 0.5), Book));
        Assert.Null(Doubt.Between(At_lane(Here, 0, 0), At_lane(Here, 1, 2), Book));
        Assert.Null(Doubt.Between(At_lane(Here, 0, 0), At_lane(Here, 0, 0), Book)); // the same car checked twice
    }

    [Fact]
    public void Between_posts_whose_place_nobody_measured_only_the_same_minute_is_doubtful()
    {
        Assert.NotNull(Doubt.Between(At_lane(Here, 0, 0), At_lane(Somewhere, 0, 0.9), Book));
        Assert.Null(Doubt.Between(At_lane(Here, 0, 0), At_lane(Somewhere, 0, 3), Book));
    }

    [Theory]
    [InlineData(1.5)] // drops somebody and turns round
    [InlineData(480)] // comes in with the shift and goes home
    public void A_commuter_who_comes_back_through_another_lane_is_no_doubt(double minutes) =>
        Assert.Null(Doubt.Between(At_lane(Here, 0, 0), At_lane(Here, 1, minutes), Book));

    private static Doubt.Seen At_lane(KnownCheckpoint post, int lane, double minutes) =>
        new(Guid.CreateVersion7(At), post.Id, post.Lanes[lane].Id, At.AddMinutes(minutes), At.AddMinutes(minutes));

    private static KnownCheckpoint A_post(GeoPoint? location, params int[] lanes)
    {
        var id = Guid.CreateVersion7(At);
        return new KnownCheckpoint(id, "junction", "路口", "Junction", 141122000000, null, ShiftTable.WholeDay,
            [.. lanes.Select(n => new KnownLane(Guid.CreateVersion7(At), id, n, "道", "Lane", "in", "any", IsOpen: true))])
        { Location = location };
    }
}
