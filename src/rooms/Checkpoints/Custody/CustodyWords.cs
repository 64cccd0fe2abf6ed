namespace RedVest.Checkpoints.Custody;

/// <summary>What a loop is about.</summary>
internal static class LoopKinds
{
    public const string Person = "person";
    public const string Trip = "trip";
}

/// <summary>The steps of a chain. <see cref="Moved"/> changes nobody's custody: only what comes next, and where.</summary>
internal static class Steps
{
    public const string Offered = "offered";
    public const string Taken = "taken";
    public const string Returned = "returned";
    public const string Moved = "moved";
    public const string Ended = "ended";

    /// <summary>Another answers from now on; whoever was let go meanwhile stays so.</summary>
    public const string HandedOver = "handed-over";

    private static readonly string[] Order = [Offered, Taken, Returned, Moved, HandedOver, Ended];

    /// <summary>In which order the links of one record are folded.</summary>
    public static int Rank(string step) => Array.IndexOf(Order, step);
}

/// <summary>How a loop ends. A hold without one of these is not over.</summary>
internal static class EndReasons
{
    public const string Released = "released";
    public const string Transferred = "transferred";
    public const string Clinic = "clinic";
    public const string TurnedBack = "turned-back";
    public const string Home = "home";
    public const string LeftUnseen = "left-unseen";

    /// <summary>The verdict was wrong: this person was never to wait.</summary>
    public const string Corrected = "corrected";

    /// <summary>A trip: the lorry left as it came.</summary>
    public const string Closed = "closed";

    /// <summary>A trip that was announced and never came.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>What a person on the spot may say of a held person.</summary>
    public static readonly IReadOnlySet<string> OfPersons = new HashSet<string>(StringComparer.Ordinal) { Released, Transferred, Clinic, TurnedBack, Home, LeftUnseen };

    /// <summary>What a person on the spot may say of a lorry.</summary>
    public static readonly IReadOnlySet<string> OfTrips = new HashSet<string>(StringComparer.Ordinal) { Closed, Cancelled, TurnedBack, LeftUnseen };
}

/// <summary>Where a held person is in the yard.</summary>
internal static class Stages
{
    public const string ToSample = "to-sample";
    public const string Sampled = "sampled";
    public const string Held = "held";
    public const string ToClinic = "to-clinic";
    public const string Negative = "negative";
    public const string Positive = "positive";
}

/// <summary>
/// Who answers: a member of staff where one is known, else the place whose crew does. A word before the colon, an id behind it; the word is an open set.
/// </summary>
internal static class Custodians
{
    public static string Staff(Guid id) => $"staff:{id}";

    public static string Lane(Guid id) => $"lane:{id}";

    public static string Post(Guid id) => $"post:{id}";

    public static string User(Guid id) => $"user:{id}";

    /// <summary>Who sent a lorry that has not come yet.</summary>
    public const string Consignor = "consignor";

    /// <summary>The consignee's fetcher or a patrol, as named in the trip.</summary>
    public const string Escort = "escort";

    public static (string Kind, Guid? Id) Read(string custodian) =>
        custodian.Split(':', 2) is [var kind, var id] && Guid.TryParse(id, out var known) ? (kind, known) : (custodian, null);
}
