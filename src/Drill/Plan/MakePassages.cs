namespace RedVest.Drill.Plan;

/// <summary>Turns journeys into passages: lane, times, and what everybody shows.</summary>
internal static class MakePassages
{
    private static readonly TimeSpan DayEnd = TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(500);

    public static List<PassagePlan> From(IEnumerable<Journey> journeys, Makers makers, IReadOnlyList<LanePlan> lanes)
    {
        var choose = new ChooseLane(lanes, makers.Dice);
        return [.. journeys
            .SelectMany(journey => journey.Trips.Select((trip, index) => Passage(journey, trip, isReturn: index > 0 || journey.IsKnown, makers, choose)))
            .OrderBy(p => p.Times.Started)];
    }

    private static PassagePlan Passage(Journey journey, Trip trip, bool isReturn, Makers makers, ChooseLane choose) => new()
    {
        Lane = trip.Lane ?? choose.For(trip.Direction, journey.Category),
        Direction = trip.Direction,
        Category = journey.Category,
        Vehicle = journey.Vehicle,
        IsEmergency = journey.IsEmergency,
        IsReturn = isReturn && journey.Vehicle?.Plate is not null,
        Times = Times(trip, quick: isReturn || journey.Category == "commuter", journey.IsEmergency, makers.Dice),
        Occupants = [.. journey.People.Select((person, index) => Occupant(journey, person, index, isReturn, makers))],
    };

    private static OccupantPlan Occupant(Journey journey, PersonPlan person, int index, bool isReturn, Makers makers)
    {
        var role = journey.Vehicle is null ? "pedestrian" : index == 0 ? "driver" : "passenger";
        var way = (isReturn, person.Age, person.Document?.Kind) switch
        {
            (true, _, _) when journey.Vehicle?.Plate is not null => "known",
            (_, < 15, _) => "proxy",
            (_, _, "resident-id") => makers.Dice.Next(12) == 0 ? "manual" : "card",
            _ => "manual",
        };
        return new(person, role, way, makers.Evidence.Clear(person, journey.Category is "outside" or "transit" or "freight"));
    }

    private static PassageTimes Times(Trip trip, bool quick, bool isEmergency, Random dice)
    {
        var waited = TimeSpan.FromSeconds(dice.Next(2, 75));
        var check = isEmergency ? TimeSpan.Zero : TimeSpan.FromMilliseconds(quick ? dice.Next(5_000, 14_000) : dice.Next(12_000, 45_000));
        var leaving = TimeSpan.FromMilliseconds(dice.Next(3_000, 15_000));
        var arrived = trip.Start - waited > trip.NotBefore ? trip.Start - waited : trip.NotBefore;
        // Whoever comes in the last seconds is through before midnight, and counts in the window in which the file has them.
        var decided = Earlier(trip.Start + check, trip.Start + ((Earlier(trip.DecidedBefore, DayEnd) - trip.Start) / 2));
        return new(arrived, trip.Start, decided, Earlier(decided + leaving, DayEnd));
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
