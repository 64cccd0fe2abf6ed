namespace RedVest.Drill.Plan;

/// <summary>A vehicle, or people on foot, with the passages they make on the day.</summary>
internal sealed class Journey(string category, VehiclePlan? vehicle, bool isEmergency = false)
{
    public string Category { get; } = category;

    public VehiclePlan? Vehicle { get; } = vehicle;

    public bool IsEmergency { get; } = isEmergency;

    public List<PersonPlan> People { get; } = [];

    public List<Trip> Trips { get; } = [];

    public int Seats => IsEmergency ? 2 : Vehicle switch { null => 4, { Kind: "lorry" } => 2, _ => 5 };

    public Journey With(PersonPlan person)
    {
        People.Add(person);
        return this;
    }

    public Journey At(TimeSpan start, string direction, int? lane = null, TimeSpan? notBefore = null)
    {
        Trips.Add(new(start, direction, lane, notBefore ?? TimeSpan.Zero));
        return this;
    }
}

/// <param name="Start">The check begins.</param>
/// <param name="Lane">Set when the lane is given (arrivals of a file), else chosen by direction and category.</param>
/// <param name="NotBefore">Earliest arrival.</param>
internal sealed record Trip(TimeSpan Start, string Direction, int? Lane, TimeSpan NotBefore);
