namespace RedVest.Drill.Plan;

/// <summary>Plans a whole ordinary day: exactly as many vehicles, persons and doubtful tests as asked for.</summary>
public static class PlanDay
{
    private const double VehiclesOfAFullDay = 3050;

    public static DayPlan Make(PlanRequest request, DayTargets targets)
    {
        var dice = new Random(request.Seed);
        var makers = new Makers(dice, request);
        var journeys = Journeys(makers, request.Mix, targets.Vehicles);
        Fill(journeys, makers, targets.Persons);
        var passages = MakePassages.From(journeys, makers, request.Lanes);
        return new(Incidents.Spread(passages, makers, targets.WithoutValidTest));
    }

    private static List<Journey> Journeys(Makers makers, DayMix mix, int vehicles)
    {
        var scale = vehicles / VehiclesOfAFullDay;
        int Share(double ofAFullDay) => (int)Math.Ceiling(ofAFullDay * scale);
        List<Journey> journeys =
        [
            .. Repeat(Share(mix.Commuters), () => makers.Commuter(comes: 0, goes: 1)),
            .. Repeat(Share(mix.Commuters), () => makers.Commuter(comes: 1, goes: 2)),
            .. Repeat(Share(mix.Commuters), () => makers.Commuter(comes: 2, goes: null)),
            .. Repeat(Share(mix.Commuters), () => makers.Commuter(comes: null, goes: 0)),
            .. Repeat(Share(mix.Emergencies), makers.Emergency),
            .. Repeat(Share(mix.Freight), makers.Freight),
            .. Repeat(Share(mix.Local), makers.Local),
            .. Repeat(Share(mix.Transit), makers.Transit),
        ];
        Trim(journeys, vehicles);
        journeys.AddRange(Repeat(vehicles - Trips(journeys), makers.Outside));
        journeys.AddRange(Repeat(Share(mix.OnFoot), makers.OnFoot));
        return journeys;
    }

    /// <summary>A very small day is rounded up above; whole journeys go until it fits.</summary>
    private static void Trim(List<Journey> journeys, int vehicles)
    {
        while (Trips(journeys) > vehicles)
            journeys.RemoveAt(journeys.Count / 2);
    }

    /// <summary>Passengers join until the day holds exactly the persons asked for.</summary>
    private static void Fill(List<Journey> journeys, Makers makers, int persons)
    {
        var missing = persons - journeys.Sum(j => j.People.Count * j.Trips.Count);
        var open = journeys.Where(j => !j.IsEmergency && j.People.Count < j.Seats).ToList();
        while (missing > 0 && open.Count > 0)
        {
            var at = makers.Dice.Next(open.Count);
            var journey = open[at];
            if (journey.Trips.Count <= missing)
            {
                journey.People.Add(makers.CompanionIn(journey));
                missing -= journey.Trips.Count;
            }

            if (journey.People.Count == journey.Seats || journey.Trips.Count > missing)
                open.RemoveAt(at);
        }
    }

    private static int Trips(List<Journey> journeys) => journeys.Sum(j => j.Trips.Count);

    private static IEnumerable<Journey> Repeat(int count, Func<Journey> make) => Enumerable.Range(0, Math.Max(0, count)).Select(_ => make());
}
