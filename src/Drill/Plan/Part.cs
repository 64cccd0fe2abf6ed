namespace RedVest.Drill.Plan;

/// <summary>One of several parts into which plates and documents fall, by the sum of their characters: no two parts have one in common.</summary>
public readonly record struct Part(int Number, int Of)
{
    public static Part Whole { get; } = new(0, 1);

    public bool Holds(string text) => text.Sum(c => c) % Of == Number;
}
