namespace RedVest.Kernel.Loops;

/// <summary>The steps of a chain.</summary>
public static class Steps
{
    /// <summary>Somebody asks another to answer for it. The giver answers until the other has taken.</summary>
    public const string Offered = "offered";

    /// <summary>An offer of something that is not there yet. Told late, when it has been taken and has left, it brings nothing back.</summary>
    public const string Expected = "expected";

    public const string Taken = "taken";
    public const string Returned = "returned";

    /// <summary>Changes nobody's custody: only what comes next, and where.</summary>
    public const string Moved = "moved";

    /// <summary>It rides in another loop from now on: whoever takes that one takes this one too.</summary>
    public const string Boarded = "boarded";

    /// <summary>It rides no more; whoever had the carrier has it.</summary>
    public const string Alighted = "alighted";

    /// <summary>Another answers from now on; what was ended meanwhile stays so.</summary>
    public const string HandedOver = "handed-over";

    public const string Ended = "ended";

    private static readonly string[] Order = [Offered, Expected, Taken, Returned, Moved, Boarded, Alighted, HandedOver, Ended];

    /// <summary>In which order the links of one record are folded.</summary>
    public static int Rank(string step) => Array.IndexOf(Order, step);

    /// <summary>Whether a step of a carrier is one of all that rides in it.</summary>
    public static bool Carries(string step) => step is Taken or Returned or HandedOver or Ended;
}

/// <summary>
/// Who answers: a person where one is known, else the place whose crew does. A word before the colon, an id behind it; the word is an open set.
/// </summary>
public static class Custodians
{
    public static string Staff(Guid id) => $"staff:{id}";

    public static string User(Guid id) => $"user:{id}";

    public static string Lane(Guid id) => $"lane:{id}";

    public static string Post(Guid id) => $"post:{id}";

    /// <summary>The command room of the owner.</summary>
    public const string Command = "command";

    public static (string Kind, Guid? Id) Read(string custodian) =>
        custodian.Split(':', 2) is [var kind, var id] && Guid.TryParse(id, out var known) ? (kind, known) : (custodian, null);
}
