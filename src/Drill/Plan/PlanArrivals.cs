namespace RedVest.Drill.Plan;

/// <summary>Plans a day from somebody's real counts: as many vehicles per window and lane as the file says, the rest drawn.</summary>
public static class PlanArrivals
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromHours(24) - TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SoonestReturn = TimeSpan.FromMinutes(10);

    private static readonly (string Category, int Share)[] Categories =
        [("commuter", 280), ("freight", 220), ("local", 220), ("outside", 165), ("transit", 110), ("emergency", 5)];

    /// <param name="request">Its lanes stand in the order of <see cref="ArrivalsFile.Lanes"/>.</param>
    /// <param name="file">The counts.</param>
    public static DayPlan Make(PlanRequest request, ArrivalsFile file)
    {
        var dice = new Random(request.Seed);
        var makers = new Makers(dice, request);
        var lanes = file.Lanes.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        var journeys = new List<Journey>();
        foreach (var (row, start) in file.Rows.SelectMany(row => Starts(dice, row, file.Step)).OrderBy(x => x.Start))
        {
            var lane = lanes[row.Lane];
            var category = Draw(dice);
            var journey = Returning(dice, journeys, category, start) ?? New(journeys, makers, category);
            journey.Trips.Add(new(start, request.Lanes[lane].Direction, lane, row.Time, row.Time + file.Step));
        }

        var passages = MakePassages.From(journeys, makers, request.Lanes);
        return new(Incidents.Spread(passages, makers, withoutValidTest: passages.Sum(p => p.Occupants.Count) * 175 / 4050));
    }

    private static IEnumerable<(ArrivalsRow Row, TimeSpan Start)> Starts(Random dice, ArrivalsRow row, TimeSpan step)
    {
        var latest = LastMoment - row.Time;
        var window = step < latest ? step : latest > TimeSpan.Zero ? latest : TimeSpan.Zero;
        for (var i = 0; i < row.Count; i++)
            yield return (row, row.Time + TimeSpan.FromMilliseconds(Math.Floor(dice.NextDouble() * window.TotalMilliseconds)));
    }

    private static string Draw(Random dice)
    {
        var at = dice.Next(Categories.Sum(c => c.Share));
        return Categories.First(c => (at -= c.Share) < 0).Category;
    }

    /// <summary>Every third local, commuter or lorry has been here before on the day.</summary>
    private static Journey? Returning(Random dice, List<Journey> journeys, string category, TimeSpan start)
    {
        if (journeys.Count == 0 || category is not ("commuter" or "freight" or "local") || dice.Next(3) != 0)
            return null;
        var one = journeys[dice.Next(journeys.Count)];
        return one.Category == category && start - one.Trips[^1].Start >= SoonestReturn ? one : null;
    }

    private static Journey New(List<Journey> journeys, Makers makers, string category)
    {
        var journey = category == "emergency" ? new Journey(category, makers.VehicleFor(category), isEmergency: true) : makers.Driven(category);
        while (!journey.IsEmergency && journey.People.Count < journey.Seats && makers.Dice.Next(4) == 0)
            journey.With(makers.CompanionIn(journey));
        journeys.Add(journey);
        return journey;
    }
}
