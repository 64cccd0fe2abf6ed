using RedVest.Drill.Lanes;

namespace RedVest.Drill.Verify;

/// <summary>All that the platform says of the day.</summary>
/// <param name="TestRecords">The passages behind the figure of tests.</param>
internal sealed record PlatformDay(BoardSaid Board, IReadOnlyList<PassageRow> Passages, IReadOnlyList<PassageRow> TestRecords)
{
    /// <summary>Who came to the yard, and how it ended for them.</summary>
    public CameSaid Came { get; init; } = new(0, 0, new Dictionary<string, int>());

    /// <summary>The shifts that lie inside the day, with what of the drill's own list belongs to each.</summary>
    public IReadOnlyList<(SheetSaid Sheets, Func<TimeSpan, bool> Holds)> Shifts { get; init; } = [];

    /// <summary>Persons who failed an item of the gate, by item.</summary>
    public IReadOnlyDictionary<string, long> Failed { get; init; } = new Dictionary<string, long>();

    /// <summary>Percent of the persons who had registered themselves in the queue, to one decimal.</summary>
    public double SelfRegistered { get; init; }

    /// <summary>Passages that cannot be right beside another one, by kind of doubt. Nobody of the drill is at two places at once.</summary>
    public IReadOnlyDictionary<string, long> Doubts { get; init; } = new Dictionary<string, long>();

    public TripsSaid Trips { get; init; } = new([], []);

    public IReadOnlyList<LogRow> Log { get; init; } = [];

    public static async Task<PlatformDay> AskAsync(OperatorApi office, Guid checkpoint, DateOnly day, CancellationToken cancellationToken) => new(
        await office.BoardAsync(checkpoint, day, cancellationToken),
        await office.PassagesAsync(checkpoint, day, cancellationToken),
        await office.RecordsAsync(FigureKeys.Tests, checkpoint, day, cancellationToken))
    {
        Came = await office.YardAsync(checkpoint, day, cancellationToken),
        Trips = await office.TripsAsync(checkpoint, day, cancellationToken),
        Log = await office.LogAsync(checkpoint, day, cancellationToken),
    };

    public long Figure(string key) => (long)(Board.Figures.FirstOrDefault(f => f.Key == key)?.Value ?? 0);
}

/// <param name="Group">Key of the heading in the texts.</param>
/// <param name="Name">What is counted: a verdict, a category, a lane.</param>
internal sealed record ComparedRow(string Group, string Name, long Own, long Platform)
{
    public long Difference => Math.Abs(Own - Platform);
}

/// <summary>The drill's own list against the platform: first the sets of passages, one by one, then every figure made of them.</summary>
internal sealed record Comparison(
    IReadOnlyList<ComparedRow> Rows, IReadOnlyList<Guid> Missing, IReadOnlyList<Guid> Unknown, IReadOnlyList<Guid> Other, int NotTaken)
{
    /// <summary>0 only if every passage is there with what the drill saw, none is there that it did not make, and every figure agrees.</summary>
    public long Difference => Missing.Count + Unknown.Count + Other.Count + NotTaken + Rows.Sum(r => r.Difference);

    /// <param name="lanes">Names of the lanes, for the table.</param>
    /// <param name="notTaken">Records that the server refused and the devices keep for a person.</param>
    public static Comparison Of(OwnList list, PlatformDay platform, IReadOnlyDictionary<Guid, string> lanes, int notTaken)
    {
        var own = list.Passages;
        var there = platform.Passages.ToDictionary(p => p.Id);
        var ours = own.ToDictionary(p => p.Id);
        var tested = platform.TestRecords.Select(p => p.Id).ToHashSet();
        return new(
            [.. Totals(own, platform), .. Registered(own, platform.SelfRegistered), .. Categories(own, platform), .. VerdictRows(own, platform), .. LaneRows(own, platform, lanes), .. YardRows(list.Held, platform.Came), .. list.Asked.Select(item => new ComparedRow("drill.table.gate", Words.Say.Word("gate", item), list.Failed(item), platform.Failed.GetValueOrDefault(item))), .. ShiftRows(list, platform.Shifts), .. TripRows(list, platform.Trips), .. platform.Doubts.Select(d => new ComparedRow("drill.table.doubts", Words.Say.Word("doubt", d.Key), 0, d.Value)), .. LogRows(list.LogEntries, platform.Log)],
            [.. ours.Keys.Where(id => !there.ContainsKey(id))],
            [.. there.Keys.Where(id => !ours.ContainsKey(id))],
            [.. own.Where(p => (there.TryGetValue(p.Id, out var row) && !Same(p, row)) || tested.Contains(p.Id) != p.Tests > 0).Select(p => p.Id)],
            notTaken);
    }

    private static bool Same(OwnPassage own, PassageRow row) =>
        (own.Lane, own.Category, own.Persons, own.Verdict) == (row.LaneId, row.Category, row.Persons, row.Verdict);

    private static IEnumerable<ComparedRow> Totals(IReadOnlyCollection<OwnPassage> own, PlatformDay platform) =>
    [
        new("drill.table.total", Words.Say.Text("drill.vehicles"), own.Count(p => p.IsVehicle), platform.Figure(FigureKeys.Vehicles)),
        new("drill.table.total", Words.Say.Text("drill.persons"), own.Sum(p => p.Persons), platform.Figure(FigureKeys.Persons)),
        new("drill.table.total", Words.Say.Text("drill.tests"), own.Sum(p => p.Tests), platform.Figure(FigureKeys.Tests)),
    ];

    /// <summary>In tenths of a percent, as finely as the platform says it; who passed in an emergency was not asked.</summary>
    private static IEnumerable<ComparedRow> Registered(IReadOnlyCollection<OwnPassage> own, double percent)
    {
        var asked = own.Where(p => p.Verdict != "emergency-release").ToList();
        var persons = asked.Sum(p => p.Persons);
        return persons == 0 ? [] :
        [
            new("drill.table.total", Words.Say.Text("drill.registered"), Tenths(100.0 * asked.Sum(p => p.Registered) / persons), Tenths(percent)),
        ];

        static long Tenths(double percent) => (long)Math.Round(Math.Round(percent, 1) * 10);
    }

    private static IEnumerable<ComparedRow> Categories(IReadOnlyCollection<OwnPassage> own, PlatformDay platform) => Compare(
        "drill.table.category",
        own.GroupBy(p => p.Category).ToDictionary(g => g.Key, g => (Vehicles: (long)g.Count(p => p.IsVehicle), Persons: (long)g.Sum(p => p.Persons))),
        platform.Board.Categories.ToDictionary(c => c.Category, c => (c.Vehicles, c.Persons)),
        category => Words.Say.Word("category", category));

    /// <summary>The verdict of a passage is that of its strictest occupant; all its people count under it.</summary>
    private static IEnumerable<ComparedRow> VerdictRows(IReadOnlyCollection<OwnPassage> own, PlatformDay platform) => Compare(
        "drill.table.verdict",
        own.GroupBy(p => p.Verdict).ToDictionary(g => g.Key, g => (Vehicles: (long)g.Count(p => p.IsVehicle), Persons: (long)g.Sum(p => p.Persons))),
        platform.Board.Verdicts.ToDictionary(v => v.Verdict, v => (v.Vehicles, v.Persons)),
        verdict => Words.Say.Word("verdict", verdict));

    private static IEnumerable<ComparedRow> LaneRows(IReadOnlyCollection<OwnPassage> own, PlatformDay platform, IReadOnlyDictionary<Guid, string> lanes) => Compare(
        "drill.table.lane",
        own.GroupBy(p => p.Lane).ToDictionary(g => g.Key, g => (Vehicles: (long)g.Count(p => p.IsVehicle), Persons: (long)g.Sum(p => p.Persons))),
        platform.Board.Lanes.ToDictionary(l => l.LaneId, l => (l.Vehicles, l.Persons)),
        lane => lanes.GetValueOrDefault(lane, lane.ToString()));

    /// <summary>Entered = ended + inside, on both sides; the drill leaves nobody inside.</summary>
    private static IEnumerable<ComparedRow> YardRows(IReadOnlyCollection<OwnHeld> own, CameSaid came) =>
    [
        new("drill.table.yard", Words.Say.Text("drill.yard.entered"), own.Count, came.Entered),
        new("drill.table.yard", Words.Say.Text("drill.yard.inside"), 0, came.Inside),
        .. own.Select(h => h.EndReason).Union(came.Ended.Keys).Select(reason => new ComparedRow(
            "drill.table.yard", Words.Say.Word("ended", reason), own.Count(h => h.EndReason == reason), came.Ended.GetValueOrDefault(reason))),
    ];

    /// <summary>Lane by lane and shift by shift: what was seen, what became of it, and that two leaders stand for it.</summary>
    private static IEnumerable<ComparedRow> ShiftRows(OwnList list, IReadOnlyList<(SheetSaid Sheets, Func<TimeSpan, bool> Holds)> shifts)
    {
        var (own, ends) = (list.Passages.Where(p => p.IsVehicle).ToList(), list.Held.ToLookup(h => h.Passage, h => h.EndReason));
        foreach (var (sheets, holds) in shifts)
        {
            var mine = own.Where(p => holds(p.Decided)).ToLookup(p => p.Lane);
            var name = Words.Say.Text("drill.shift.number", sheets.Number);
            yield return new("drill.table.shift", $"{name} · {Words.Say.Text("drill.shift.seen")}", mine.Sum(l => l.Count()), sheets.Lanes.Sum(l => l.Seen));
            yield return new("drill.table.shift", $"{name} · {Words.Say.Text("drill.shift.lanes")}", 0, sheets.Lanes.Count(l => l.Seen != mine[l.LaneId].Count() || l.Seen != l.Vehicles.Values.Sum()));
            yield return new("drill.table.shift", $"{name} · {Words.Say.Text("drill.shift.count")}", 0, sheets.Lanes.Sum(l => l.Counts.Where(c => c.Source == "drill").Sum(c => Math.Abs(c.Difference))));
            foreach (var became in mine.SelectMany(l => l).GroupBy(p => Became(p, ends[p.Id])).Select(g => g.Key).Union(sheets.Lanes.SelectMany(l => l.Vehicles.Keys)))
            {
                yield return new(
                    "drill.table.shift", $"{name} · {Words.Say.Word("became", became)}", mine.SelectMany(l => l).Count(p => Became(p, ends[p.Id]) == became),
                    sheets.Lanes.Sum(l => l.Vehicles.GetValueOrDefault(became)));
            }
        }

        if (shifts.Count == 0)
            yield break;
        yield return new("drill.table.shift", Words.Say.Text("drill.shift.signed"), shifts.Count, shifts.Count(s => s.Sheets.Signed));
        yield return new("drill.table.shift", Words.Say.Text("drill.shift.handovers"), list.Handovers.Count, shifts.Count(s => s.Sheets.Handovers.Any(h => h.State == "taken")));
        yield return new("drill.table.shift", Words.Say.Text("drill.shift.handed"), list.Handovers.Values.Sum(), shifts.Sum(s => s.Sheets.Handovers.Sum(h => h.Taken)));
        yield return new("drill.table.shift", Words.Say.Text("drill.shift.read"), list.Receipts.Values.Sum(), shifts.Sum(s => s.Sheets.Receipts.Count));
    }

    /// <summary>What became of a vehicle when the day was over: of several who waited, the one who was worst off speaks for all.</summary>
    private static string Became(OwnPassage passage, IEnumerable<string> ends)
    {
        if (passage.Verdict is "release" or "sample-and-go" or "emergency-release")
            return "released";
        var all = ends.ToHashSet();
        return all.Contains("clinic") ? "referred" : all.Contains("transferred") || all.Contains("home") ? "transferred" : all.Contains("turned-back") ? "turned-back" : "released";
    }

    /// <summary>Every lorry of the drill that came in for a load is out again, each known by its own id.</summary>
    private static IEnumerable<ComparedRow> TripRows(OwnList list, TripsSaid trips)
    {
        var (own, passages) = (list.Trips, list.Passages.Select(p => p.Id).ToHashSet());
        var ended = trips.Ended.Where(t => t.EntryPassage is { } entry && passages.Contains(entry)).ToList();
        return
        [
            new("drill.table.trips", Words.Say.Text("drill.trips.closed"), own.Count, ended.Count),
            new("drill.table.trips", Words.Say.Text("drill.trips.same"), own.Count, ended.Select(t => t.Id).Intersect(own.Select(t => t.Id)).Count()),
            new("drill.table.trips", Words.Say.Text("drill.trips.breached"), own.Count(t => t.Breached), ended.Count(t => t.Breached)),
            new("drill.table.trips", Words.Say.Text("drill.trips.inside"), 0, trips.Inside.Count(t => t.EntryPassage is { } entry && passages.Contains(entry))),
        ];
    }

    private static IEnumerable<ComparedRow> LogRows(int own, IReadOnlyList<LogRow> log) =>
    [
        new("drill.table.log", Words.Say.Text("drill.log.entries"), own, log.Count),
        new("drill.table.log", Words.Say.Text("drill.log.open"), 0, log.Count(e => e.What == "incident" && e.ClosedAt is null)),
    ];

    private static IEnumerable<ComparedRow> Compare<TKey>(
        string group, Dictionary<TKey, (long Vehicles, long Persons)> own, Dictionary<TKey, (long Vehicles, long Persons)> platform, Func<TKey, string> name)
        where TKey : notnull =>
        own.Keys.Union(platform.Keys).SelectMany(key =>
        {
            var (ours, theirs) = (own.GetValueOrDefault(key), platform.GetValueOrDefault(key));
            return new ComparedRow[]
            {
                new(group, $"{name(key)} · {Words.Say.Text("drill.vehicles")}", ours.Vehicles, theirs.Vehicles),
                new(group, $"{name(key)} · {Words.Say.Text("drill.persons")}", ours.Persons, theirs.Persons),
            };
        });
}

/// <summary>Keys of the catalogue of figures.</summary>
internal static class FigureKeys
{
    public const string Vehicles = "entry.vehicles";
    public const string Persons = "entry.persons";
    public const string Tests = "entry.tests";
    public const string SelfRegistered = "entry.share.self";

    public static IReadOnlyList<string> Doubts { get; } = ["plate-shared", "person-elsewhere"];
}
