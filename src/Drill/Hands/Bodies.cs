namespace RedVest.Drill.Hands;

// What the yard, the marshaller and the log record: docs/protocol.md §6. Members that are null are left out.

internal sealed record YardSaid(Guid Checkpoint, int N)
{
    public string? Sample { get; init; }

    public string? Tube { get; init; }

    public bool? Go { get; init; }

    public string? Result { get; init; }

    public string? Need { get; init; }

    public Guid? Served { get; init; }

    public string? Next { get; init; }

    public string? DueAt { get; init; }

    public string? Reason { get; init; }

    public string? To { get; init; }
}

internal sealed record TripSaid(Guid Checkpoint)
{
    public string? Consignee { get; init; }

    public string? Goods { get; init; }

    public string? Plate { get; init; }

    public string? Permit { get; init; }

    public string? ExpectedAt { get; init; }

    public int? Hours { get; init; }

    public Guid? Passage { get; init; }

    public string? Seal { get; init; }

    public bool? Intact { get; init; }

    public string? Escort { get; init; }
}

internal sealed record OfferedSaid(Guid Checkpoint, string Day, int Shift, string Snapshot, string Digest);

internal sealed record TakenSaid(Guid Checkpoint, string Digest, IReadOnlyList<Guid> Persons, IReadOnlyList<Guid> Trips);

internal sealed record ReadSaid(Guid Checkpoint, string Day, int Shift, IReadOnlyList<ReadThing> What);

/// <param name="Kind">pack or gate.</param>
internal sealed record ReadThing(string Kind, string Id, string Version);

internal sealed record TallySaid(Guid Lane, Guid Checkpoint, Guid? Undoes = null);

internal sealed record LaneStateSaid(Guid Lane, Guid Checkpoint, bool Open, string Reason);

internal sealed record LogSaid(
    Guid Checkpoint, string? What = null, string? Text = null, int? Level = null, string? Type = null, string? From = null, string? Lesson = null, Guid? Lane = null);
