namespace RedVest.Drill.Plan;

/// <summary>One day at one checkpoint, in the order in which checks begin. Pure: the same seed gives the same day.</summary>
public sealed record DayPlan(IReadOnlyList<PassagePlan> Passages)
{
    public int Vehicles => Passages.Count(p => p.IsVehicle);

    public int Persons => Passages.Sum(p => p.Occupants.Count);
}

/// <summary>One passage as it is going to happen. Times are offsets from local midnight.</summary>
public sealed record PassagePlan
{
    /// <summary>Index into the lanes of the drill.</summary>
    public required int Lane { get; init; }

    public required string Direction { get; init; }

    public required string Category { get; init; }

    /// <summary>Null for pedestrians.</summary>
    public VehiclePlan? Vehicle { get; init; }

    public IReadOnlyList<OccupantPlan> Occupants { get; init; } = [];

    public required PassageTimes Times { get; init; }

    /// <summary>Released at once, without evidence. Its occupants, if any, are recorded after the release.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>The vehicle or its people have passed before on this day, so the lane asks the server who they are.</summary>
    public bool IsReturn { get; init; }

    /// <summary>They write down who they are while they wait, on a telephone of their own.</summary>
    public bool RegistersThemselves { get; init; }

    public OverridePlan? Override { get; init; }

    public CorrectionPlan? Correction { get; init; }

    public bool IsVehicle => IsEmergency || Vehicle is not null;
}

/// <param name="Arrived">At the barrier.</param>
/// <param name="Started">The check begins.</param>
/// <param name="Decided">The officer's tap; this instant decides in which hour and day the passage counts.</param>
/// <param name="Left">Through the barrier.</param>
public sealed record PassageTimes(TimeSpan Arrived, TimeSpan Started, TimeSpan Decided, TimeSpan Left);

/// <summary>The officer gives another verdict than the one proposed for this occupant, and says why.</summary>
/// <param name="Occupant">Number of the occupant, from 1.</param>
/// <param name="Given">The verdict given in place of the proposal.</param>
/// <param name="Reason">Key of the sentence in the texts.</param>
public sealed record OverridePlan(int Occupant, string Given, string Reason);

/// <summary>Something typed wrongly and put right after the passage.</summary>
public enum CorrectionPlan
{
    /// <summary>The plate was misread; the correction carries the plan's plate.</summary>
    Plate,

    /// <summary>The category was tapped wrongly; the correction carries the plan's category.</summary>
    Category,

    /// <summary>The thermometer was misread.</summary>
    Temperature,
}
