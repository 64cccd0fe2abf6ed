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
}

public sealed record PlanRequest(int Seed, DateOnly Day, IReadOnlyList<LanePlan> Lanes);
