namespace RedVest.Drill.Plan;

/// <summary>A vehicle, or people on foot, with the passages they make on the day.</summary>
/// <param name="isKnown">The post knows the car before it comes the first time.</param>
internal sealed class Journey(string category, VehiclePlan? vehicle, bool isEmergency = false, bool isKnown = false)
{
    public string Category { get; } = category;

    public VehiclePlan? Vehicle { get; } = vehicle;

    public bool IsEmergency { get; } = isEmergency;

    public bool IsKnown { get; } = isKnown;

    public List<PersonPlan> People { get; } = [];

    public List<Trip> Trips { get; } = [];

    public int Seats => IsEmergency ? 2 : Vehicle switch { null => 4, { Kind: "truck" } => 2, _ => 5 };

    public Journey With(PersonPlan person)
    {
        People.Add(person);
        return this;
    }

    public Journey At(TimeSpan start, string direction)
    {
        Trips.Add(new(start, direction, Lane: null, NotBefore: TimeSpan.Zero, DecidedBefore: TimeSpan.FromHours(24)));
        return this;
    }
}

/// <param name="Start">The check begins.</param>
/// <param name="Lane">Set when the lane is given (arrivals of a file), else chosen by direction and category.</param>
/// <param name="NotBefore">Earliest arrival.</param>
/// <param name="DecidedBefore">The verdict, whose hour is the one that counts, falls before this.</param>
internal sealed record Trip(TimeSpan Start, string Direction, int? Lane, TimeSpan NotBefore, TimeSpan DecidedBefore);
