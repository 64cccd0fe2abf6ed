namespace RedVest.Checkpoints.Shifts;

/// <summary>
/// What one shift hands to the next: made by phone and office alike from what is known at the moment, then frozen as the text both leaders sign.
/// Names are masked; the rest is found by its ids.
/// </summary>
/// <param name="At">When it was made.</param>
/// <param name="Persons">Everybody the post answers for.</param>
/// <param name="Trips">Vehicles under seal and loops of freight that are open.</param>
/// <param name="Figures">Of the outgoing shift, by key.</param>
/// <param name="Unsigned">Shifts whose sheets nobody has finished signing.</param>
/// <param name="Lines">Stock, keys, papers: counted by hand.</param>
public sealed record HandoverSheet(
    DateOnly Day,
    int Shift,
    DateTimeOffset At,
    IReadOnlyList<HandoverSheet.Person> Persons,
    IReadOnlyList<HandoverSheet.Trip> Trips,
    IReadOnlyList<HandoverSheet.DeviceRow> Devices,
    IReadOnlyList<HandoverSheet.Incident> Incidents,
    IReadOnlyList<RuleInForce> Rules,
    IReadOnlyDictionary<string, int> Figures,
    IReadOnlyList<HandoverSheet.ShiftName> Unsigned,
    IReadOnlyList<HandoverSheet.Line> Lines,
    string? Notes = null)
{
    /// <param name="Name">Masked.</param>
    /// <param name="Needs">What they asked for and did not get yet.</param>
    public sealed record Person(
        Guid Id, string Name, string? Tail, string? Plate, string? Given, string? Stage, DateTimeOffset Since, string? Next, DateTimeOffset? DueAt, IReadOnlyList<string> Needs);

    public sealed record Trip(Guid Id, string? Plate, string? To, string? Seal, string? Stage, DateTimeOffset Since, DateTimeOffset? DueAt);

    /// <param name="Battery">Percent; null: unknown.</param>
    /// <param name="Owes">Records it has not delivered, as far as it or the centre knows.</param>
    public sealed record DeviceRow(Guid Id, string Name, int? Battery, long Owes, DateTimeOffset? SeenAt);

    public sealed record Incident(Guid Id, int? Level, string? Type, string Text, DateTimeOffset At);

    public sealed record ShiftName(DateOnly Day, int Shift);

    public sealed record Line(string What, string Count);
}
