namespace RedVest.Kernel.Sync;

/// <summary>The server's word on the time, and what the device's two clocks said when it arrived.</summary>
/// <param name="Life">One load of the page; a browser's monotonic clock restarts with it.</param>
/// <param name="At">The server's time.</param>
/// <param name="Mono">Milliseconds of the monotonic clock.</param>
/// <param name="Wall">Milliseconds since 1970 of the wall clock.</param>
public sealed record Anchor(Guid Life, DateTimeOffset At, long Mono, long Wall);

/// <summary>When a record happened, computed from evidence: a phone's wall clock alone is never believed.</summary>
public static class EventTime
{
    /// <summary>How far ahead of its receipt an id's time may lie.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    // Beyond this a difference of clocks is no evidence of anything, and would not fit an instant.
    private const long MaxMilliseconds = 400L * 24 * 3600 * 1000;

    /// <summary>The event time of a record (protocol §3).</summary>
    /// <param name="anchors">All anchors known of the device, the newest last.</param>
    /// <param name="clock">The record's clocks.</param>
    /// <param name="id">The record's id; its time is the last resort.</param>
    /// <param name="previous">Event time of the device's previous record; null for its first.</param>
    /// <param name="receivedAt">Server time of receipt.</param>
    /// <returns>The instant, never before the previous record and never after receipt, and whether it is estimated.</returns>
    public static (DateTimeOffset At, bool Estimated) Of(
        IReadOnlyList<Anchor> anchors, RecordClock clock, Guid id, DateTimeOffset? previous, DateTimeOffset receivedAt)
    {
        var (at, estimated) = FromAnchors(anchors, clock) is { } found ? found : (TimeOf(id) ?? receivedAt, true);
        if (previous is { } floor && at < floor)
            at = floor;
        if (at > receivedAt)
            at = receivedAt;
        return (at, estimated);
    }

    /// <summary>The time inside a UUID version 7; null when the id is of another version.</summary>
    public static DateTimeOffset? TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        if (bytes[6] >> 4 != 7)
            return null;
        var milliseconds = 0L;
        for (var i = 0; i < 6; i++)
            milliseconds = (milliseconds << 8) | bytes[i];
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>Whether an id's time lies in [enrolment, receipt + 1 h]; the day inside it decides where the record is kept.</summary>
    public static bool IsIdTimeGood(Guid id, DateTimeOffset enrolledAt, DateTimeOffset receivedAt) =>
        TimeOf(id) is { } time && time >= enrolledAt.AddMilliseconds(-1) && time <= receivedAt + Ahead;

    private static (DateTimeOffset At, bool Estimated)? FromAnchors(IReadOnlyList<Anchor> anchors, RecordClock clock)
    {
        var sameLife = Last(anchors, a => a.Life == clock.Life);
        if (sameLife is not null)
            return Shift(sameLife.At, clock.Mono - sameLife.Mono) is { } exact ? (exact, false) : null;
        var earlier = Last(anchors, _ => true);
        return earlier is not null && Shift(earlier.At, clock.Wall - earlier.Wall) is { } estimate ? (estimate, true) : null;
    }

    private static Anchor? Last(IReadOnlyList<Anchor> anchors, Func<Anchor, bool> fits)
    {
        for (var i = anchors.Count - 1; i >= 0; i--)
        {
            if (fits(anchors[i]))
                return anchors[i];
        }

        return null;
    }

    private static DateTimeOffset? Shift(DateTimeOffset at, long milliseconds) =>
        Math.Abs(milliseconds) <= MaxMilliseconds ? at.AddMilliseconds(milliseconds) : null;
}
