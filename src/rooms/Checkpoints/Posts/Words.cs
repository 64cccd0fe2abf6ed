namespace RedVest.Checkpoints.Posts;

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
