namespace RedVest.Checkpoints.Custody;

/// <summary>What the loops of a post are about.</summary>
internal static class CustodyKinds
{
    public const string Person = "person";
    public const string Trip = "trip";

    /// <summary>Somebody who passed although they were restricted.</summary>
    public const string Sought = "sought";
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

    /// <summary>Somebody who passed although they were restricted: how the search ended. Cleared: the restriction was wrong or over.</summary>
    public static readonly IReadOnlyList<string> OfSought = ["found", "isolated", "cleared", "not-reachable"];

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

/// <summary>Custodians of lorries that are no member of staff and no post.</summary>
internal static class TripCustodians
{
    /// <summary>Who sent a lorry that has not come yet.</summary>
    public const string Consignor = "consignor";

    /// <summary>The consignee's fetcher or a patrol, as named in the trip.</summary>
    public const string Escort = "escort";
}
