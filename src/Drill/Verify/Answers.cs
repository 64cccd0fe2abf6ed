using System.Text.Json.Serialization;
using RedVest.Drill.Plan;

namespace RedVest.Drill.Verify;

// What the drill reads of the office API.

internal sealed record NameSaid(string Zh, string En)
{
    public override string ToString() => Words.Say.InEnglish ? En : Zh;
}

/// <param name="Name">In both languages.</param>
internal sealed record LaneSaid(Guid Id, int Number, NameSaid Name, string Direction, string Category);

internal sealed record StartRequest(Guid? CheckpointId, IReadOnlyList<string>? Lanes, int Devices, bool Live);

/// <param name="Day">The report day of the drill.</param>
/// <param name="DayStart">Local midnight.</param>
/// <param name="Codes">One-time codes, one a device.</param>
/// <param name="PassPlates">Cars whose holders have a pass at the post.</param>
/// <param name="Board">What the code at the post says; null: there is none.</param>
/// <param name="Lanes">In the order asked for, else all open lanes.</param>
internal sealed record StartAnswer(
    int Owner, Guid CheckpointId, NameSaid? CheckpointName, DateOnly Day, DateTimeOffset DayStart, DateTimeOffset DayEnd, IReadOnlyList<string> Codes, IReadOnlyList<LaneSaid> Lanes,
    IReadOnlyList<string>? PassPlates = null, string? Board = null);

internal sealed record PostRows(IReadOnlyList<PostSaid> Rows);

internal sealed record PostSaid(int Owner, Guid Id, NameSaid Name, string Kind, int Lanes)
{
    /// <summary>Given by the drill.</summary>
    [JsonIgnore]
    public Part Part { get; init; } = Part.Whole;
}

/// <param name="Came">Everybody who came to the yard on the day.</param>
internal sealed record YardSaidNow(CameSaid Came);

internal sealed record CameSaid(int Entered, int Inside, IReadOnlyDictionary<string, int> Ended);

internal sealed record TripsSaid(IReadOnlyList<TripRow> Inside, IReadOnlyList<TripRow> Ended);

internal sealed record TripRow(Guid Id, Guid? EntryPassage, bool Breached);

internal sealed record SheetSaid(int Number, IReadOnlyList<SheetLane> Lanes, string Digest, bool Signed, IReadOnlyList<HandoverSaid> Handovers, IReadOnlyList<ReceiptSaid> Receipts);

internal sealed record ReceiptSaid(string Kind, string What, string Version);

/// <param name="Counts">By others; the drill's own is one of them.</param>
internal sealed record SheetLane(Guid LaneId, IReadOnlyDictionary<string, int> Vehicles, int Seen, IReadOnlyList<SheetCount> Counts);

internal sealed record SheetCount(string Source, int Counted, int Difference);

internal sealed record HandoverSaid(string State, int Taken);

internal sealed record CountSaid(Guid Lane, string At, int Count);

internal sealed record LogRows(IReadOnlyList<LogRow> Rows);

internal sealed record LogRow(Guid Id, string What, DateTimeOffset? ClosedAt);

internal sealed record BoardSaid(
    IReadOnlyList<FigureSaid> Figures,
    IReadOnlyList<LaneFigures> Lanes,
    IReadOnlyList<VerdictFigures> Verdicts,
    IReadOnlyList<CategoryFigures> Categories);

internal sealed record FigureSaid(string Key, double? Value);

internal sealed record LaneFigures(Guid LaneId, long Vehicles, long Persons);

internal sealed record VerdictFigures(string Verdict, long Vehicles, long Persons);

internal sealed record CategoryFigures(string Category, long Vehicles, long Persons);

internal sealed record PassageRows(IReadOnlyList<PassageRow> Rows, string? Next);

internal sealed record PassageRow(Guid Id, Guid LaneId, string Category, int Persons, string? Verdict);
