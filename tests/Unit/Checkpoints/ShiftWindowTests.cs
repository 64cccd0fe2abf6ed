using System.Globalization;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Unit.Tests.Checkpoints;

public class ShiftWindowTests
{
    private static readonly OwnerBook Book = new(new OwnerState { Owner = 141122, NameZh = "交城县", NameEn = "Jiaocheng", UtcOffsetMinutes = 480 }, [], [], []);

    [Theory]
    [InlineData("2026-11-24T05:59:59+08:00", "2026-11-23", 3, "2026-11-23T18:00:00+08:00", "2026-11-24T06:00:00+08:00")]
    [InlineData("2026-11-24T06:00:00+08:00", "2026-11-24", 1, "2026-11-24T06:00:00+08:00", "2026-11-24T12:00:00+08:00")]
    [InlineData("2026-11-24T12:30:00+08:00", "2026-11-24", 2, "2026-11-24T12:00:00+08:00", "2026-11-24T18:00:00+08:00")]
    [InlineData("2026-11-24T23:30:00+08:00", "2026-11-24", 3, "2026-11-24T18:00:00+08:00", "2026-11-25T06:00:00+08:00")]
    public void A_shift_belongs_to_the_day_on_which_it_starts_and_may_reach_into_the_next(string at, string day, int number, string from, string until)
    {
        var post = A_post("06:00,12:00,18:00");

        var shift = Book.ShiftAt(post, Instant(at));

        Assert.Equal(new ShiftWindow(DateOnly.Parse(day, CultureInfo.InvariantCulture), number, Instant(from), Instant(until)), shift);
        Assert.Equal(shift, Book.ShiftOf(post, shift.Day, shift.Number));
        Assert.True(shift.Contains(Instant(at)));
        Assert.False(shift.Contains(shift.Until));
    }

    [Fact]
    public void One_crew_round_the_clock_has_one_shift_a_day()
    {
        var post = A_post("00:00");

        var shift = Book.ShiftAt(post, Instant("2026-11-24T23:59:59+08:00"));

        Assert.Equal(TimeSpan.FromDays(1), shift.Until - shift.From);
        Assert.Null(Book.ShiftOf(post, shift.Day, 2));
        Assert.Null(Book.ShiftOf(post, shift.Day, 0));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static KnownCheckpoint A_post(string starts) => new(Guid.Empty, "village-road", "村口", "Village", 141122000000, null, ShiftTable.Parse(starts)!, []);
}
