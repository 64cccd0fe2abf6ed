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
    /// <param name="next">Event time of the device's next record, of one that fills a gap late; else null.</param>
    /// <param name="receivedAt">Server time of receipt.</param>
    /// <returns>The instant, never before the previous record, never after the next one or receipt, and whether it is estimated.</returns>
    public static (DateTimeOffset At, bool Estimated) Of(
        IReadOnlyList<Anchor> anchors, RecordClock clock, Guid id, DateTimeOffset? previous, DateTimeOffset? next, DateTimeOffset receivedAt)
    {
        var latest = next < receivedAt ? next.Value : receivedAt;
        var (at, estimated) = SameLife(anchors, clock) is { } exact ? (exact, false) : (OtherLife(anchors, clock, previous, latest) ?? TimeOf(id) ?? receivedAt, true);
        if (at > latest)
            at = latest;
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

    private static DateTimeOffset? SameLife(IReadOnlyList<Anchor> anchors, RecordClock clock)
    {
        for (var i = anchors.Count - 1; i >= 0; i--)
        {
            if (anchors[i].Life == clock.Life)
                return Shift(anchors[i].At, clock.Mono - anchors[i].Mono);
        }

        return null;
    }

    /// <summary>
    /// By the wall clock, from the newest anchor with a possible answer: a clock that was moved gives itself away by an answer before the
    /// device's previous record or after its next or receipt, and then the anchor on the other side of the move is right.
    /// </summary>
    private static DateTimeOffset? OtherLife(IReadOnlyList<Anchor> anchors, RecordClock clock, DateTimeOffset? previous, DateTimeOffset latest)
    {
        DateTimeOffset? newest = null;
        for (var i = anchors.Count - 1; i >= 0; i--)
        {
            var estimate = Shift(anchors[i].At, clock.Wall - anchors[i].Wall);
            if (estimate <= latest && !(estimate < previous))
                return estimate;
            newest ??= estimate;
        }

        return newest;
    }

    private static DateTimeOffset? Shift(DateTimeOffset at, long milliseconds) =>
        Math.Abs(milliseconds) <= MaxMilliseconds ? at.AddMilliseconds(milliseconds) : null;
}
