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

    public const string Visitor = "visitor";
    public const string Returnee = "returnee";
    public const string Disinfected = "disinfected";

    /// <summary>Words as one text in which each stands between spaces, so that a query finds it whole; null for none.</summary>
    public static string? Set(IEnumerable<string> words) => words.Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } set ? $" {string.Join(' ', set)} " : null;

    /// <summary>How a query looks for a word in a <see cref="Set"/>.</summary>
    public static string Whole(string word) => $" {word} ";

    /// <summary>The words of a set.</summary>
    public static string[] Of(string? set) => set?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public const string ResidentId = "resident-id";
}
