namespace RedVest.Drill.Plan;

/// <summary>The verdicts of the device protocol, mild to strict; an emergency release stands outside the order.</summary>
public static class Verdicts
{
    public const string Release = "release";
    public const string SampleAndGo = "sample-and-go";
    public const string SampleAndWait = "sample-and-wait";
    public const string Hold = "hold";
    public const string Refer = "refer";
    public const string EmergencyRelease = "emergency-release";

    private static readonly string[] Order = [Release, SampleAndGo, SampleAndWait, Hold, Refer, "turn-back"];

    public static bool IsSampling(string verdict) => verdict is SampleAndGo or SampleAndWait;

    /// <summary>Whether the person waits somewhere before it is over.</summary>
    public static bool GoesToYard(string verdict) => IsSampling(verdict) || verdict is Hold or Refer;

    /// <summary>The verdict of a vehicle is that of its strictest occupant. A word from a newer server counts as the strictest.</summary>
    public static string Strictest(IEnumerable<string> verdicts) =>
        verdicts.DefaultIfEmpty(Release).MaxBy(v => Array.IndexOf(Order, v) is var at and >= 0 ? at : Order.Length)!; // never empty
}
