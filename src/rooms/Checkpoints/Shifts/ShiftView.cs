using RedVest.Registry;

namespace RedVest.Checkpoints.Shifts;

/// <summary>One shift as its leaders read it: its lanes' sheets, what stands in the way of signing, the signatures, the handovers, who has read what.</summary>
/// <param name="State">coming, running, ended.</param>
/// <param name="Digest">Of the figures that a signature given now would stand under.</param>
/// <param name="Owing">Devices that may still hold records of the shift: nobody signs before they are heard.</param>
/// <param name="Kept">Records of the post's devices that were refused or are in conflict since the shift began.</param>
/// <param name="Signed">Both leaders signed the same figures.</param>
public sealed record ShiftView(
    DateOnly Day, int Number, DateTimeOffset From, DateTimeOffset Until, string State, IReadOnlyList<ShiftView.LaneView> Lanes, string Digest,
    IReadOnlyList<ShiftView.OwingView> Owing, int Kept, bool Signed, IReadOnlyList<ShiftView.SignatureView> Signatures, IReadOnlyList<ShiftView.Explanation> Explanations,
    IReadOnlyList<HandoverRow> Handovers, IReadOnlyList<ShiftView.Receipt> Receipts)
{
    /// <param name="Vehicles">By what became of them: released, held, in-yard, transferred, turned-back, referred.</param>
    /// <param name="OnFoot">Parties on foot, likewise.</param>
    /// <param name="Counts">By others; none at all is said as such.</param>
    public sealed record LaneView(
        Guid LaneId, int Number, DisplayName Name, IReadOnlyDictionary<string, int> Vehicles, int Seen, IReadOnlyDictionary<string, int> OnFoot, int SeenOnFoot,
        IReadOnlyList<Count> Counts, IReadOnlyList<HintView> Hints);

    /// <param name="Source">tally, barrier, camera, drill.</param>
    /// <param name="Difference">Records less count: below zero, so many were counted of whom no record speaks.</param>
    public sealed record Count(string Source, int Counted, int Difference);

    /// <param name="Code">dropped, began-before, ended-after, estimated, waiting-at-start, waiting-at-end, tally-silent, other-lane.</param>
    public sealed record HintView(string Code, int Count, DateTimeOffset? From, DateTimeOffset? Until, int? Lane);

    /// <param name="Owes">0: nobody knows what it holds.</param>
    /// <param name="UnknownSince">Null with Owes 0: it was never heard.</param>
    public sealed record OwingView(Guid Id, string Name, long Owes, DateTimeOffset? UnknownSince);

    /// <param name="Side">out: the leader who goes; in: the one who comes.</param>
    /// <param name="Stands">Under the figures as they are now.</param>
    /// <param name="Changes">What has changed in the figures since.</param>
    public sealed record SignatureView(string Side, string? By, DateTimeOffset At, bool Stands, IReadOnlyList<Change> Changes);

    /// <param name="Source">Null: the lane's records; else whose count.</param>
    public sealed record Change(Guid LaneId, int Number, string? Source, int Then, int Now);

    public sealed record Explanation(Guid? LaneId, string Text, string? By, DateTimeOffset At);

    public sealed record Receipt(string? By, DateTimeOffset At, string Kind, string What, string Version);
}

/// <summary>A handover in a list.</summary>
/// <param name="State">offered, taken, withdrawn.</param>
/// <param name="Conflict">Another handover of the same shift stands too.</param>
public sealed record HandoverRow(
    Guid Id, DateOnly Day, int Shift, string State, bool Conflict, string? OfferedBy, DateTimeOffset OfferedAt, string? TakenBy, DateTimeOffset? TakenAt, int Taken, int Differences)
{
    internal static HandoverRow Of(Handover h, IEnumerable<Handover> ofShift, IReadOnlyDictionary<Guid, string> names) => new(
        h.Id, h.Day, h.Number, h.WithdrawnAt is not null ? "withdrawn" : h.TakenAt is not null ? "taken" : "offered",
        h.WithdrawnAt is null && ofShift.Any(o => o.Id != h.Id && o.WithdrawnAt is null),
        h.OfferedBy is { } giver ? names.GetValueOrDefault(giver) : null, h.OfferedAt, h.TakenBy is { } taker ? names.GetValueOrDefault(taker) : null, h.TakenAt, h.Taken, h.Differences);
}
