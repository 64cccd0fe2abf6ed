using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Queue;

/// <summary>Lanes before which cars wait in one line, with what happened to it.</summary>
/// <param name="LastCount">The last count of waiting cars; null: none in the time read.</param>
/// <param name="Line">Followed by tally; null: nobody tallied in the time read, so only counts are known.</param>
/// <param name="FirstTally">Since when this line is tallied.</param>
/// <param name="CountsMost">The most that was counted.</param>
internal sealed record WaitingLine(
    IReadOnlyList<KnownLane> Lanes, LaneLine? Line, DateTimeOffset? FirstTally, QueueCount? LastCount, int? CountsMost, IReadOnlyList<DateTimeOffset> Arrivals)
{
    public const string Tally = "tally";
    public const string Count = "count";
    public const string Nothing = "none";

    /// <summary>Where the length comes from.</summary>
    public string Source => Line is not null ? Tally : LastCount is not null ? Count : Nothing;

    /// <summary>Cars waiting at the end of what was read; null: nobody counts.</summary>
    public int? Length => Line?.Length ?? LastCount?.Length;

    public int? Longest => Line is null ? CountsMost : Math.Max(Line.Longest, CountsMost ?? 0);
}

/// <summary>The lines of one post over some time, with the checks that began in it.</summary>
internal sealed class Waiting
{
    private Waiting(IReadOnlyList<WaitingLine> lines, ILookup<Guid, Begun> begun) => (Lines, BegunIn) = (lines, begun);

    public IReadOnlyList<WaitingLine> Lines { get; }

    /// <summary>Checks by lane.</summary>
    public ILookup<Guid, Begun> BegunIn { get; }

    /// <param name="ServiceMs">Null: not timed (emergencies, checks without a verdict).</param>
    internal sealed record Begun(Guid Lane, DateTimeOffset At, DateTimeOffset? VerdictAt, int? ServiceMs);

    /// <param name="until">Exclusive.</param>
    public static async Task<Waiting> ReadAsync(
        RedVestDb db, OwnerBook book, KnownCheckpoint post, bool oneLine, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var tallies = await db.Set<TallyMark>().AsNoTracking()
            .Where(t => t.Owner == book.Owner && t.Checkpoint == post.Id && t.At >= from && t.At < until && t.UndoneBy == null)
            .Select(t => new { t.Lane, t.At, t.Kind }).ToListAsync(cancellationToken);
        var (firstDay, lastDay) = (book.DayOf(from), book.DayOf(until));
        var counts = await db.Set<QueueCount>().AsNoTracking()
            .Where(q => q.Owner == book.Owner && q.Checkpoint == post.Id && q.ReportDate >= firstDay && q.ReportDate <= lastDay && q.At >= from && q.At < until)
            .OrderBy(q => q.At).ThenBy(q => q.Id).ToListAsync(cancellationToken);
        var begun = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.Owner == book.Owner && p.Checkpoint == post.Id && p.ReportDate >= firstDay && p.ReportDate <= lastDay && p.HasVehicle)
            .Where(p => (p.StartedAt ?? p.VerdictAt) >= from && (p.StartedAt ?? p.VerdictAt) < until)
            .Select(p => new Begun(p.Lane, (p.StartedAt ?? p.VerdictAt)!.Value, p.VerdictAt, p.Emergency ? null : p.ServiceMs)).ToListAsync(cancellationToken);
        var begunIn = begun.ToLookup(b => b.Lane);
        var (talliesOf, countsOf) = (tallies.ToLookup(t => t.Lane), counts.ToLookup(c => c.Lane));
        return new Waiting([.. LinesOf(post, oneLine).Select(lanes => Follow(
            lanes,
            [.. lanes.SelectMany(l => talliesOf[l.Id]).Select(t => new LineStep(t.At, t.Kind == TallyMark.Arrived ? LineStep.Kinds.Arrived : LineStep.Kinds.GaveUp))],
            [.. lanes.SelectMany(l => countsOf[l.Id]).OrderBy(c => c.At).ThenBy(c => c.Id)],
            lanes.SelectMany(l => begunIn[l.Id])))], begunIn);
    }

    private static IEnumerable<IReadOnlyList<KnownLane>> LinesOf(KnownCheckpoint post, bool oneLine) => oneLine
        ? post.Lanes.GroupBy(l => (l.Direction, l.Category)).Select(g => (IReadOnlyList<KnownLane>)[.. g])
        : post.Lanes.Select(l => (IReadOnlyList<KnownLane>)[l]);

    private static WaitingLine Follow(IReadOnlyList<KnownLane> lanes, List<LineStep> tallies, List<QueueCount> counts, IEnumerable<Begun> begun)
    {
        var most = counts.Count == 0 ? (int?)null : counts.Max(c => c.Length);
        if (tallies.Count == 0)
            return new WaitingLine(lanes, null, null, counts.LastOrDefault(), most, []);
        // Before somebody tallied, checks say nothing of a queue: they start with the first press, or with a count before it.
        var first = tallies.Min(t => t.At);
        var start = counts.LastOrDefault(c => c.At <= first)?.At ?? first;
        var line = LaneLine.Follow(tallies
            .Concat(counts.Where(c => c.At >= start).Select(c => new LineStep(c.At, LineStep.Kinds.Counted, c.Length)))
            .Concat(begun.Where(b => b.At >= start).Select(b => new LineStep(b.At, LineStep.Kinds.Began, Ended: b.VerdictAt))));
        return new WaitingLine(lanes, line, first, counts.LastOrDefault(), most, [.. tallies.Where(t => t.Kind == LineStep.Kinds.Arrived).Select(t => t.At)]);
    }
}
