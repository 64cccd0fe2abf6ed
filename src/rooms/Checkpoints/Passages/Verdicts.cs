namespace RedVest.Checkpoints.Passages;

/// <summary>The verdicts, mild to strict; emergency release stands outside the order.</summary>
internal static class Verdicts
{
    public const string Release = "release";
    public const string SampleAndGo = "sample-and-go";
    public const string SampleAndWait = "sample-and-wait";
    public const string Hold = "hold";
    public const string Refer = "refer";
    public const string TurnBack = "turn-back";
    public const string EmergencyRelease = "emergency-release";

    private static readonly string[] Order = [Release, SampleAndGo, SampleAndWait, Hold, Refer, TurnBack];

    /// <summary>0 for release to 5 for turn-back; −1 for what is outside the order or unknown.</summary>
    public static int Strictness(string? verdict) => verdict is null ? -1 : Array.IndexOf(Order, verdict);

    /// <summary>Whether somebody with this verdict goes to the yard: to be sampled, to wait, or to be fetched.</summary>
    public static bool IsForYard(string? verdict) => verdict is SampleAndGo or SampleAndWait or Hold or Refer;

    public static bool IsKnown(string verdict) => verdict == EmergencyRelease || Strictness(verdict) >= 0;
}
