using CsCheck;
using RedVest.Kernel.Sync;

namespace RedVest.Unit.Tests.Sync;

public sealed class EventTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 14, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Life = Guid.CreateVersion7(Noon);
    private static readonly Guid LastLife = Guid.CreateVersion7(Noon.AddHours(2));
    private static readonly Guid NextLife = Guid.CreateVersion7(Noon.AddHours(1));

    [Theory]
    [InlineData(90_000)]
    [InlineData(-90_000)]
    public void Within_one_life_the_monotonic_clock_counts_before_and_after_the_anchor(long apart)
    {
        var (at, estimated) = EventTime.Of([new Anchor(Life, Noon, 100_000, 5)], new RecordClock(Life, 100_000 + apart, 77), Id(Noon), null, null, Noon.AddDays(1));

        Assert.Equal(Noon.AddMilliseconds(apart), at);
        Assert.False(estimated);
    }

    [Fact]
    public void Across_lives_the_wall_clock_gives_an_estimate()
    {
        var (at, estimated) = EventTime.Of([new Anchor(Life, Noon, 0, 1_000)], new RecordClock(NextLife, 5, 61_000), Id(Noon), null, null, Noon.AddDays(1));

        Assert.Equal(Noon.AddMinutes(1), at);
        Assert.True(estimated);
    }

    [Fact]
    public void An_hour_offline_with_a_reboot_and_a_clock_a_day_ahead_keeps_the_order_and_stays_before_receipt()
    {
        const long day = 24 * 3600 * 1000L;
        Anchor[] anchors = [new(Life, Noon, 0, 0)];
        var received = Noon.AddHours(1);
        var before = EventTime.Of(anchors, new RecordClock(Life, 600_000, 600_000), Id(Noon), null, null, received);
        var after = EventTime.Of(anchors, new RecordClock(NextLife, 1_000, day + 1_200_000), Id(Noon), before.At, null, received);
        var last = EventTime.Of(anchors, new RecordClock(NextLife, 2_000, day + 1_201_000), Id(Noon), after.At, null, received);

        Assert.Equal(Noon.AddMinutes(10), before.At);
        Assert.Equal((received, true), after);
        Assert.Equal((received, true), last);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    public void A_clock_moved_by_a_day_before_or_after_an_offline_life_does_not_move_its_records(int before, int after)
    {
        // Noon: an anchor. 12:20: the page starts anew without a line, and at 12:30 something is recorded. 12:50: another page, and the line is back.
        const long day = 24 * 3600 * 1000L, minute = 60_000;
        Anchor[] anchors = [new(Life, Noon, 0, 0), new(LastLife, Noon.AddMinutes(50), 0, (50 * minute) + ((before + after) * day))];
        var record = new RecordClock(NextLife, 5, (30 * minute) + (before * day));

        Assert.Equal((Noon.AddMinutes(30), true), EventTime.Of(anchors, record, Id(Noon), Noon.AddMinutes(10), null, Noon.AddMinutes(51)));
    }

    [Fact]
    public void Without_any_anchor_the_time_inside_the_id_is_taken() =>
        Assert.Equal((Noon, true), EventTime.Of([], new RecordClock(Life, 0, 0), Id(Noon), null, null, Noon.AddHours(1)));

    [Fact]
    public void Whatever_the_clocks_say_no_event_lies_before_its_predecessor_or_after_its_receipt() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Long[0, 100_000], Gen.Bool).Sample((mono, wall, previous, sameLife) =>
        {
            var floor = Noon.AddSeconds(previous);
            var received = floor.AddHours(1);
            var (at, _) = EventTime.Of([new Anchor(Life, Noon, 0, 0)], new RecordClock(sameLife ? Life : NextLife, mono / 2, wall / 2), Id(Noon), floor, null, received);
            return at >= floor && at <= received;
        });

    [Fact]
    public void What_fills_a_gap_late_lies_between_its_neighbours_whatever_its_clocks_say() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 1_000], Gen.Int[0, 1_000], Gen.Bool).Sample((mono, wall, apart, since, sameLife) =>
        {
            var (before, after) = (Noon, Noon.AddSeconds(apart));
            var clock = new RecordClock(sameLife ? Life : NextLife, mono / 2, wall / 2);
            var (at, _) = EventTime.Of([new Anchor(Life, Noon, 0, 0)], clock, Id(Noon), before, after, after.AddSeconds(since));
            return at >= before && at <= after;
        });

    [Fact]
    public void An_estimate_after_the_next_record_is_as_wrong_as_one_after_receipt()
    {
        Anchor[] anchors = [new(LastLife, Noon.AddMinutes(20), 0, 20 * 60_000), new(Life, Noon, 0, 3_600_000)];

        var (at, _) = EventTime.Of(anchors, new RecordClock(NextLife, 5, 30 * 60_000), Id(Noon), null, Noon.AddMinutes(31), Noon.AddHours(5));
        var (earlier, _) = EventTime.Of(anchors, new RecordClock(NextLife, 5, 3_600_000 + 60_000), Id(Noon), null, Noon.AddMinutes(31), Noon.AddHours(5));

        Assert.Equal((Noon.AddMinutes(-30), Noon.AddMinutes(1)), (at, earlier));
    }

    [Theory]
    [InlineData(1970, false)]
    [InlineData(2026, true)]
    [InlineData(2099, false)]
    public void An_id_from_1970_or_2099_is_not_accepted(int year, bool good) =>
        Assert.Equal(good, EventTime.IsIdTimeGood(Id(new DateTimeOffset(year, 4, 14, 4, 0, 0, TimeSpan.Zero)), Noon.AddDays(-1), Noon));

    [Fact]
    public void An_id_of_another_version_has_no_time() => Assert.Null(EventTime.TimeOf(new Guid("6f9619ff-8b86-4011-b42d-00c04fc964ff")));

    [Fact]
    public void Numbers_in_any_order_give_their_gaps() =>
        Gen.Long[1, 60].List[0, 60].Select(drawn => drawn.Distinct().ToList()).Sample(numbers =>
        {
            var ranges = numbers.Aggregate(SequenceRanges.Empty, (all, number) => all.With(number));
            var expected = numbers.Count == 0 ? [] : Enumerable.Range(1, (int)numbers.Max()).Select(n => (long)n).Where(n => !numbers.Contains(n)).ToList();
            var missing = ranges.Gaps.SelectMany(gap => Enumerable.Range((int)gap.From, (int)(gap.To - gap.From + 1)).Select(n => (long)n)).ToList();
            return missing.SequenceEqual(expected)
                && ranges.Contiguous == (expected.Count == 0 ? numbers.Count : expected[0] - 1)
                && SequenceRanges.Parse(ranges.ToString()).ToString() == ranges.ToString();
        });

    private static Guid Id(DateTimeOffset at) => Guid.CreateVersion7(at);
}
