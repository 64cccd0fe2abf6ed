using RedVest.Checkpoints.Posts;

namespace RedVest.Checkpoints.Shifts;

/// <summary>One passage as a shift's sheet counts it.</summary>
/// <param name="At">The verdict's time; before there is one, when the check began.</param>
internal sealed record Reckoned(Guid Lane, bool HasVehicle, DateTimeOffset? StartedAt, DateTimeOffset At, bool Estimated, string Disposition);

/// <summary>How many vehicles somebody else counted at the lane in the shift.</summary>
internal sealed record Counted(string Source, int Count);

/// <summary>
/// One lane of one shift: what the records say became of every vehicle, beside what others counted. The difference is only ever shown and
/// explained; nothing here makes it smaller.
/// </summary>
internal sealed class LaneSheet
{
    private LaneSheet(KnownLane lane, IReadOnlyList<Reckoned> mine, IReadOnlyList<Counted> counts)
    {
        Lane = lane;
        Vehicles = ByDisposition(mine.Where(p => p.HasVehicle));
        OnFoot = ByDisposition(mine.Where(p => !p.HasVehicle));
        Counts = counts;
    }

    public KnownLane Lane { get; }

    /// <summary>Vehicles by what became of them.</summary>
    public IReadOnlyDictionary<string, int> Vehicles { get; }

    /// <summary>Parties on foot by what became of them; nobody counts these at a barrier.</summary>
    public IReadOnlyDictionary<string, int> OnFoot { get; }

    /// <summary>Independent counts; none at all is not the same as an equal one.</summary>
    public IReadOnlyList<Counted> Counts { get; }

    /// <summary>All that the lane's records have seen.</summary>
    public int Seen => Sum(Vehicles);

    public int SeenOnFoot => Sum(OnFoot);

    /// <summary>Below zero: so many were counted of whom no record speaks.</summary>
    public int Difference(Counted count) => Seen - count.Count;

    public bool Differs => Counts.Any(c => Difference(c) != 0);

    public IReadOnlyList<Hint> Hints { get; private set; } = [];

    /// <summary>What may lie behind a difference; nobody has to believe it.</summary>
    /// <param name="Code">dropped, began-before, ended-after, estimated, waiting-at-start, waiting-at-end, tally-silent, other-lane.</param>
    internal sealed record Hint(string Code, int Count, DateTimeOffset? From = null, DateTimeOffset? Until = null, int? Lane = null);

    /// <summary>All lanes of a shift.</summary>
    /// <param name="passages">Of the shift.</param>
    /// <param name="endedAfter">By lane: checks that began in the shift and got their verdict in the next one.</param>
    /// <param name="presses">By lane: when the marshaller pressed "arrived", in order; empty without a tally.</param>
    /// <param name="waiting">By lane: cars waiting as tapped last before the shift began and before it ended.</param>
    public static List<LaneSheet> Of(
        ShiftWindow shift, IReadOnlyList<KnownLane> lanes, ILookup<Guid, Reckoned> passages, ILookup<Guid, Counted> counts,
        IReadOnlyDictionary<Guid, int> endedAfter, ILookup<Guid, DateTimeOffset> presses, IReadOnlyDictionary<Guid, (int? Start, int? End)> waiting)
    {
        var sheets = lanes.Select(l => new LaneSheet(l, [.. passages[l.Id]], [.. counts[l.Id]])).ToList();
        foreach (var sheet in sheets)
        {
            var id = sheet.Lane.Id;
            sheet.Hints =
            [
                .. Some("dropped", passages[id].Count(p => p.HasVehicle && p.Disposition == Disposition.Dropped)),
                .. Some("began-before", passages[id].Count(p => p.HasVehicle && p.StartedAt < shift.From)),
                .. Some("ended-after", endedAfter.GetValueOrDefault(id)),
                .. Some("estimated", passages[id].Count(p => p.Estimated)),
                .. Some("waiting-at-start", waiting.GetValueOrDefault(id).Start ?? 0),
                .. Some("waiting-at-end", waiting.GetValueOrDefault(id).End ?? 0),
                .. Silences(presses[id].ToList(), [.. passages[id].Where(p => p.HasVehicle).Select(p => p.At)], shift),
                .. sheets.Where(other => other != sheet && Opposite(sheet, other)).Select(other => new Hint("other-lane", Math.Abs(First(other)), Lane: other.Lane.Number)),
            ];
        }

        return sheets;
    }

    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(30);
    private const int BusyInSilence = 5;

    /// <summary>Half an hour and more without a press while cars passed: the marshaller was away.</summary>
    private static IEnumerable<Hint> Silences(List<DateTimeOffset> presses, IReadOnlyList<DateTimeOffset> passed, ShiftWindow shift)
    {
        if (presses.Count == 0)
            yield break;
        DateTimeOffset[] marks = [shift.From, .. presses.Order(), shift.Until];
        for (var i = 1; i < marks.Length; i++)
        {
            var (from, until) = (marks[i - 1], marks[i]);
            var missed = passed.Count(at => at > from && at < until);
            if (until - from >= LongSilence && missed >= BusyInSilence)
                yield return new Hint("tally-silent", missed, from, until);
        }
    }

    private static bool Opposite(LaneSheet one, LaneSheet other) => First(one) != 0 && First(one) == -First(other);

    private static int First(LaneSheet sheet) => sheet.Counts.Count == 0 ? 0 : sheet.Difference(sheet.Counts[0]);

    private static IEnumerable<Hint> Some(string code, int count) => count > 0 ? [new Hint(code, count)] : [];

    private static Dictionary<string, int> ByDisposition(IEnumerable<Reckoned> passages)
    {
        var found = passages.CountBy(p => p.Disposition).ToDictionary();
        return Disposition.Seen.ToDictionary(d => d, d => found.GetValueOrDefault(d));
    }

    private static int Sum(IReadOnlyDictionary<string, int> by) => by.Values.Sum();
}
