using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Queue;

/// <summary>Who waits at a post now, how long, and what to do about it.</summary>
/// <param name="ReliefAbove">More cars waiting than this ask for relief.</param>
/// <param name="TargetSeconds">The average wait that is wanted.</param>
/// <param name="OneLine">Cars wait in one line for all lanes of a direction and category.</param>
/// <param name="Length">Cars waiting at all lanes that are counted; null: nobody counts.</param>
/// <param name="WaitP50">Seconds that half of the cars waited at most whose check began in the last half hour; null: nothing measured.</param>
/// <param name="WaitP90">The same for nine of ten.</param>
/// <param name="Waits">How many waits were measured.</param>
public sealed record QueueNow(
    DateTimeOffset AsOf,
    int ReliefAbove,
    int TargetSeconds,
    bool OneLine,
    int? Length,
    double? WaitP50,
    double? WaitP90,
    int Waits,
    IReadOnlyList<QueueNow.LineNow> Lines,
    IReadOnlyList<QueueNow.Advised> Advice)
{
    /// <summary>One line of waiting cars.</summary>
    /// <param name="Lanes">The lanes it waits for.</param>
    /// <param name="Source">tally: arrived − gave up − begun checks; count: the last count; none: nobody counts.</param>
    /// <param name="CountedAt">The last count, or since when it is tallied.</param>
    /// <param name="FirstWaits">Seconds that the first in line has waited; null: nobody waits, or nobody saw them come.</param>
    /// <param name="Relief">Null: no more cars wait than the limit.</param>
    public sealed record LineNow(
        IReadOnlyList<Guid> Lanes, int? Length, string Source, DateTimeOffset? CountedAt, double? FirstWaits, double? WaitP50, double? WaitP90, Relief? Relief);

    /// <summary>Too many wait.</summary>
    /// <param name="Since">Since when.</param>
    /// <param name="Do">open-lane, send-to-lane, all-open.</param>
    /// <param name="Lane">Which one; null with all-open.</param>
    public sealed record Relief(DateTimeOffset Since, string Do, Guid? Lane);

    /// <summary>The advice for lanes that serve the same traffic.</summary>
    /// <param name="ArrivalsFrom">tally, or checks where nobody tallies: those who wait are then not in the number.</param>
    /// <param name="Change">The lanes to open or to close.</param>
    public sealed record Advised(string Direction, string Category, string ArrivalsFrom, LaneAdvice Advice, IReadOnlyList<Guid> Change);

    private static readonly TimeSpan Memory = TimeSpan.FromHours(3);
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    internal static async Task<QueueNow> ReadAsync(RedVestDb db, OwnerBook book, KnownCheckpoint post, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = await db.Set<QueueSettings>().AsNoTracking().SingleOrDefaultAsync(s => s.Owner == book.Owner && s.Checkpoint == post.Id, cancellationToken)
            ?? new QueueSettings { Owner = book.Owner, Checkpoint = post.Id };
        // A clock may be ahead by a little: what it says has happened.
        var waiting = await Waiting.ReadAsync(db, book, post, settings.OneLine, now - Memory, now.AddMinutes(10), cancellationToken);
        var waits = waiting.Lines.SelectMany(l => l.Line?.WaitsSince(now - Long) ?? []).Order().ToList();
        var lengths = waiting.Lines.Select(l => l.Length).OfType<int>().ToList();
        return new QueueNow(
            now, settings.ReliefAbove, settings.TargetSeconds, settings.OneLine,
            lengths.Count == 0 ? null : lengths.Sum(), Percentile(waits, 0.5), Percentile(waits, 0.9), waits.Count,
            [.. waiting.Lines.Select(line => Say(line, waiting, settings, now))],
            [.. post.Lanes.GroupBy(l => (l.Direction, l.Category)).Select(g => Advise([.. g], waiting, settings, now))]);
    }

    private static LineNow Say(WaitingLine line, Waiting waiting, QueueSettings settings, DateTimeOffset now)
    {
        var waits = line.Line?.WaitsSince(now - Long).Order().ToList() ?? [];
        return new LineNow(
            [.. line.Lanes.Select(l => l.Id)], line.Length, line.Source, line.FirstTally ?? line.LastCount?.At,
            line.Line?.FirstSince is { } first ? Math.Round(Math.Max(0, (now - first).TotalSeconds)) : null,
            Percentile(waits, 0.5), Percentile(waits, 0.9), ReliefOf(line, waiting, settings));
    }

    private static Relief? ReliefOf(WaitingLine line, Waiting waiting, QueueSettings settings)
    {
        var since = line.Line is { } followed ? followed.OverSince(settings.ReliefAbove) : line.LastCount is { } count && count.Length > settings.ReliefAbove ? count.At : (DateTimeOffset?)null;
        if (since is null)
            return null;
        var like = line.Lanes[0];
        // A lane in the same direction that takes this traffic and whose line is less than half as long.
        var free = waiting.Lines.Where(l => l != line && l.Length is { } length && length * 2 < line.Length && l.Lanes.Any(x => x.IsOpen && Takes(x, like)))
            .OrderBy(l => l.Length).SelectMany(l => l.Lanes).FirstOrDefault(x => x.IsOpen && Takes(x, like));
        var shut = waiting.Lines.SelectMany(l => l.Lanes).Where(x => !x.IsOpen && Takes(x, like)).MinBy(x => x.Number);
        return free is not null ? new Relief(since.Value, "send-to-lane", free.Id)
            : shut is not null ? new Relief(since.Value, "open-lane", shut.Id)
            : new Relief(since.Value, "all-open", null);
    }

    private static bool Takes(KnownLane lane, KnownLane like) =>
        lane.Direction == like.Direction && (lane.Category == like.Category || lane.Category == Lane.AnyCategory);

    private static Advised Advise(List<KnownLane> lanes, Waiting waiting, QueueSettings settings, DateTimeOffset now)
    {
        var lines = waiting.Lines.Where(l => lanes.Contains(l.Lanes[0])).ToList();
        var isTallied = lines.Any(l => l.Line is not null);
        var begun = lanes.SelectMany(l => waiting.BegunIn[l.Id]).ToList();
        var arrivals = isTallied ? [.. lines.SelectMany(l => l.Arrivals)] : begun.ConvertAll(b => b.At);
        var services = Services(begun, now);
        var mean = services.Count == 0 ? 0 : services.Average();
        var moveUps = lines.SelectMany(l => l.Line?.MoveUpsSince(now - Long) ?? []).ToList();
        var lengths = lines.Select(l => l.Length).OfType<int>().ToList();
        var advice = LaneAdvice.Of(new LaneMeasure(
            lanes.Count(l => l.IsOpen), lanes.Count(l => !l.IsOpen), PerHour(arrivals, now, Short), PerHour(arrivals, now, Long),
            mean + (moveUps.Count == 0 ? 0 : moveUps.Average()),
            mean > 0 ? services.Average(s => (s - mean) * (s - mean)) / (mean * mean) : 0,
            services.Count, lengths.Count == 0 ? null : lengths.Sum(), settings.TargetSeconds));
        var change = (advice.Lanes ?? advice.OpenLanes) - advice.OpenLanes;
        return new Advised(lanes[0].Direction, lanes[0].Category, isTallied ? WaitingLine.Tally : "checks", advice,
            change > 0 ? [.. lanes.Where(l => !l.IsOpen).OrderBy(l => l.Number).Take(change).Select(l => l.Id)]
            : change < 0 ? [.. lanes.Where(l => l.IsOpen).OrderByDescending(l => l.Number).Take(-change).Select(l => l.Id)]
            : []);
    }

    /// <summary>Seconds of the checks of the last half hour; with too few of them, of all that is read.</summary>
    private static List<double> Services(List<Waiting.Begun> begun, DateTimeOffset now)
    {
        var timed = begun.Where(b => b.ServiceMs is not null).ToList();
        var late = timed.Where(b => b.At >= now - Long).ToList();
        return (late.Count >= LaneAdvice.FewestChecks ? late : timed).ConvertAll(b => b.ServiceMs!.Value / 1000.0);
    }

    /// <summary>Whoever began to count a few minutes ago is not measured over the time before.</summary>
    private static double PerHour(List<DateTimeOffset> arrivals, DateTimeOffset now, TimeSpan window)
    {
        if (arrivals.Count == 0)
            return 0;
        var span = TimeSpan.FromTicks(Math.Clamp((now - arrivals.Min()).Ticks, Shortest.Ticks, window.Ticks));
        return arrivals.Count(a => a >= now - span) / span.TotalHours;
    }

    /// <param name="ordered">Ascending.</param>
    private static double? Percentile(List<double> ordered, double share) =>
        ordered.Count == 0 ? null : Math.Round(ordered[Math.Clamp((int)Math.Ceiling(share * ordered.Count) - 1, 0, ordered.Count - 1)], 1);
}
