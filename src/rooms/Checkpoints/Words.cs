namespace RedVest.Checkpoints;

/// <summary>The open sets of words in what a lane records. A word from a newer app is kept and shown, never guessed.</summary>
internal static class Words
{
    public const string In = "in";
    public const string Out = "out";

    public const string Local = "local";
    public const string Commuter = "commuter";
    public const string Freight = "freight";
    public const string Outside = "outside";
    public const string Transit = "transit";
    public const string Emergency = "emergency";

    public const string Driver = "driver";
    public const string Passenger = "passenger";
    public const string Pedestrian = "pedestrian";

    public const string ResidentId = "resident-id";
}

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

    public static bool IsKnown(string verdict) => verdict == EmergencyRelease || Strictness(verdict) >= 0;
}
