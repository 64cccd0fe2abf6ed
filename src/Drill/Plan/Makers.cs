namespace RedVest.Drill.Plan;

/// <summary>Draws people, vehicles and their journeys, all from one dice.</summary>
internal sealed class Makers(Random dice, PlanRequest request)
{
    private const string In = "in", Out = "out";
    private readonly Queue<string> _passPlates = new(request.PassPlates); // each comes in one journey
    private readonly People _people = new(dice, request.Day.Year, request.Part);
    private readonly Fleet _fleet = new(dice, request.Part);
    private readonly EvidenceMaker _evidence = new(dice);

    public Random Dice => dice;

    public EvidenceMaker Evidence => _evidence;

    public VehiclePlan VehicleFor(string category) => category switch
    {
        "freight" => _fleet.Lorry(),
        "emergency" => _fleet.Ambulance(),
        _ => dice.Next(300) switch
        {
            0 => new VehiclePlan(null, null, "car"),
            1 => _fleet.Unusual(),
            _ => _fleet.Car(),
        },
    };

    public PersonPlan Adult() => _people.Adult();

    /// <summary>Who sits beside a driver or walks along: mostly adults, some children, some old people without a phone.</summary>
    public PersonPlan CompanionIn(Journey journey) => journey.Category == "freight" ? _people.Adult() : dice.Next(20) switch
    {
        0 => _people.Infant(),
        1 or 2 => _people.Child(),
        3 or 4 => _people.Elder(),
        _ => _people.Adult(),
    };

    public Journey Commuter(int? comes, int? goes)
    {
        var journey = _passPlates.TryDequeue(out var plate)
            ? new Journey("commuter", new VehiclePlan(plate, "blue", "car"), isKnown: true).With(_people.Adult())
            : Driven("commuter");
        if (comes is { } shift)
            journey.At(DayShape.Coming(dice, shift), In);
        if (goes is { } end)
            journey.At(DayShape.GoingHome(dice, end), Out);
        return journey;
    }

    public Journey Freight() => ThereAndBack(Driven("freight"), In, 60, 300);

    /// <summary>Locals leave in the first place and come home later.</summary>
    public Journey Local() => ThereAndBack(Driven("local"), Out, 40, 420);

    public Journey Transit() => Driven("transit").At(DayShape.Draw(dice), AnyWay());

    public Journey Outside() => Driven("outside").At(DayShape.Draw(dice), AnyWay());

    public Journey OnFoot() => new Journey("local", null).With(dice.Next(4) == 0 ? _people.Elder() : _people.Adult()).At(DayShape.Draw(dice), AnyWay());

    /// <summary>Life first: half of them are never asked who they were, of the others two are recorded after the release.</summary>
    public Journey Emergency()
    {
        var journey = new Journey("emergency", _fleet.Ambulance(), isEmergency: true).At(DayShape.Draw(dice), AnyWay());
        return dice.Next(2) == 0 ? journey : journey.With(_people.Adult()).With(_people.Adult());
    }

    public Journey Driven(string category) => new Journey(category, VehicleFor(category)).With(_people.Adult());

    private Journey ThereAndBack(Journey journey, string first, int minMinutes, int maxMinutes)
    {
        var start = DayShape.Draw(dice);
        var back = start + TimeSpan.FromMinutes(dice.Next(minMinutes, maxMinutes));
        journey.At(start, first);
        // Five of six come back, if the day is long enough and the lane could read who they are.
        return dice.Next(6) != 0 && back < DayShape.LastStart ? journey.At(back, first == In ? Out : In) : journey;
    }

    private string AnyWay() => dice.Next(5) < 3 ? In : Out;
}
