namespace RedVest.Checkpoints.Posts;

/// <summary>The open sets of words that describe a post. A word from a newer version is kept and shown as it is.</summary>
public static class PostWords
{
    public const string MotorwayExit = "motorway-exit";
    public const string TownBorder = "town-border";
    public const string VillageRoad = "village-road";
    public const string Junction = "junction";
    public const string EstateGate = "estate-gate";
    public const string ParkGate = "park-gate";

    public const string LaneCheck = "lane-check";
    public const string Registration = "registration";
    public const string Testing = "testing";
    public const string TemporaryIsolation = "temporary-isolation";
    public const string SupplyReserve = "supply-reserve";
    public const string Command = "command";
    public const string Disinfection = "disinfection";
    public const string Rest = "rest";

    public const string Clean = "clean";
    public const string Buffer = "buffer";
    public const string Contaminated = "contaminated";

    /// <summary>The kinds of posts that the office offers.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [MotorwayExit, TownBorder, VillageRoad, Junction, EstateGate, ParkGate];

    /// <summary>The kinds of stations that the office offers.</summary>
    public static IReadOnlyList<string> StationKinds { get; } =
        [LaneCheck, Registration, Testing, TemporaryIsolation, SupplyReserve, Command, Disinfection, Rest];

    /// <summary>A closed set: what may be carried from one into the other is a rule of hygiene.</summary>
    public static IReadOnlyList<string> Zones { get; } = [Clean, Buffer, Contaminated];

    /// <summary>The open sets are kebab-case words.</summary>
    internal static bool IsWord(string word) => word.Length is > 0 and <= 32 && word.All(c => char.IsAsciiLetterLower(c) || c == '-');
}
