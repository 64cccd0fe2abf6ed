namespace RedVest.Drill.Plan;

/// <param name="Direction">in or out.</param>
/// <param name="Category">Whom the lane is for; a lane for everybody has another word here.</param>
public sealed record LanePlan(string Direction, string Category);

/// <summary>How much happens on the day.</summary>
/// <param name="Vehicles">Passages of vehicles.</param>
/// <param name="Persons">Persons checked, in vehicles and on foot.</param>
/// <param name="WithoutValidTest">Persons whose evidence should send them to sampling.</param>
public sealed record DayTargets(int Vehicles, int Persons, int WithoutValidTest)
{
    /// <summary>A day of the reference scenario: 3,000+ vehicles, 4,000+ persons, 170+ tests (SF-21), well inside the bands.</summary>
    public static DayTargets Draw(int seed)
    {
        var dice = new Random(seed);
        return new(3015 + dice.Next(70), 4015 + dice.Next(70), 172 + dice.Next(6));
    }

    /// <summary>
    /// A day by the kind of post. Only Xiajiaying's is in the sources; that of the motorway is invented after comparable posts (2,000 to 5,000 exits a day,
    /// practice.md §1), the others' are simply small.
    /// </summary>
    public static DayTargets Of(string kind, int seed) => kind switch
    {
        DayMix.TownBorder => Draw(seed),
        DayMix.MotorwayExit => new(3180 + new Random(seed).Next(80), 5120 + new Random(seed).Next(80), 150),
        _ => new(240 + new Random(seed).Next(40), 420 + new Random(seed).Next(40), 6),
    };
}

/// <param name="Day">Of which the people are as old as they are.</param>
public sealed record PlanRequest(int Seed, DateOnly Day, IReadOnlyList<LanePlan> Lanes)
{
    public DayMix Mix { get; init; } = DayMix.Town;

    /// <summary>Cars of commuters whom the post knows by their passes.</summary>
    public IReadOnlyList<string> PassPlates { get; init; } = [];

    /// <summary>Which of the county's cars and people are this post's: nobody is at two posts at once.</summary>
    public Part Part { get; init; } = Part.Whole;
}

/// <summary>Who comes, of a day of 3,050 vehicles; the rest are from outside.</summary>
/// <param name="Commuters">Journeys of each of the four kinds of commuters.</param>
public sealed record DayMix(int Commuters, int Emergencies, int Freight, int Local, int Transit, int OnFoot)
{
    public const string TownBorder = "town-border";
    public const string MotorwayExit = "motorway-exit";
    public const string ParkGate = "park-gate";

    /// <summary>A border town with an industrial park (SF-19, SF-20).</summary>
    public static DayMix Town { get; } = new(145, 14, 360, 380, 330, 48);

    /// <summary>Invented: many from outside, lorries, locals who come home, nobody on foot.</summary>
    private static DayMix Motorway { get; } = new(40, 12, 520, 420, 60, 0);

    /// <summary>Invented: the village itself, and now and then somebody else.</summary>
    private static DayMix Village { get; } = new(90, 6, 60, 760, 20, 420);

    public static DayMix Of(string kind) => kind switch
    {
        TownBorder => Town,
        MotorwayExit => Motorway,
        _ => Village,
    };
}
