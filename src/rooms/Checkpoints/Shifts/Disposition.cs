using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Loops;

namespace RedVest.Checkpoints.Shifts;

/// <summary>What became of a passage: every one that a lane saw is in exactly one of these.</summary>
internal static class Disposition
{
    public const string Released = "released";
    public const string Held = "held";
    public const string InYard = "in-yard";
    public const string Transferred = "transferred";
    public const string TurnedBack = "turned-back";
    public const string Referred = "referred";

    /// <summary>Left without a verdict: in no sum, but a reason why a count may be higher.</summary>
    public const string Dropped = "dropped";

    /// <summary>In the order of a shift's sheet.</summary>
    public static readonly IReadOnlyList<string> Seen = [Released, Held, InYard, Transferred, TurnedBack, Referred];

    /// <summary>A person of the passage whom the yard has to do with.</summary>
    internal readonly record struct InCustody(string? Given, string? Stage, bool IsOpen, string? EndReason)
    {
        public static InCustody Of(Loop loop) => new(loop.Given, loop.Stage, loop.IsOpen, loop.EndReason);
    }

    /// <param name="verdict">As given to the passage; null: none yet.</param>
    /// <param name="left">The car has gone.</param>
    /// <param name="custody">Its persons in the yard; the one who is worst off speaks for all.</param>
    public static string Of(string? verdict, bool left, IEnumerable<InCustody> custody) => verdict switch
    {
        null => left ? Dropped : InYard,
        Verdicts.Release or Verdicts.SampleAndGo or Verdicts.EmergencyRelease => Released,
        _ => custody.Select(Of).DefaultIfEmpty(AsGiven(verdict)).MinBy(Rank)!, // of at least one
    };

    private static string Of(InCustody person) => person switch
    {
        { IsOpen: true, Stage: Stages.ToClinic } => Referred,
        { IsOpen: true, Stage: Stages.Held } => Held,
        { IsOpen: true } => AsGiven(person.Given),
        { EndReason: EndReasons.LeftUnseen } => Held, // nobody let them go: the post cannot call them released
        { EndReason: EndReasons.Transferred or EndReasons.Home } => Transferred,
        { EndReason: EndReasons.Clinic } => Referred,
        { EndReason: EndReasons.TurnedBack } => TurnedBack,
        _ => Released,
    };

    private static string AsGiven(string? verdict) => verdict switch
    {
        Verdicts.Hold => Held,
        Verdicts.Refer => Referred,
        Verdicts.TurnBack => TurnedBack,
        _ => InYard,
    };

    private static int Rank(string disposition) => disposition switch
    {
        Held => 0,
        InYard => 1,
        Referred => 2,
        Transferred => 3,
        TurnedBack => 4,
        _ => 5,
    };
}
