using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>A lane's record as read: its typed body, and what its documents and plate come to. Made outside of the batch.</summary>
/// <param name="Body">Typed; members unknown here are only in the stored bytes.</param>
/// <param name="Evidence">By occupant number: who presented a document.</param>
/// <param name="Plate">Canonical; null without a readable plate.</param>
/// <param name="Sealed">The body encrypted for the event's row.</param>
internal sealed record LaneContent(LaneBody Body, IReadOnlyDictionary<int, PersonEvidence> Evidence, Plate? Plate, byte[] Sealed)
{
    public static readonly IReadOnlyDictionary<int, PersonEvidence> NoEvidence = new Dictionary<int, PersonEvidence>();

    /// <summary>By occupant number: the code that was shown, its signature tried.</summary>
    public IReadOnlyDictionary<int, OpenedCode> Codes { get; init; } = new Dictionary<int, OpenedCode>();
}

/// <summary>The kinds of records a lane makes.</summary>
internal static class Kinds
{
    public const string Prefix = "checkpoints.";
    public const string Arrived = "checkpoints.arrived";
    public const string CheckStarted = "checkpoints.check-started";
    public const string Verdict = "checkpoints.verdict";
    public const string Left = "checkpoints.left";
    public const string Correction = "checkpoints.correction";
    public const string Queue = "checkpoints.queue";
    public const string LaneState = "checkpoints.lane-state";

    /// <summary>Whether its subject is a lane and not a passage.</summary>
    public static bool IsOfLane(string kind) => kind is Queue or LaneState;
}
