using RedVest.Certificates;

namespace RedVest;

/// <summary>The exit code of <c>redvest verify</c>: 0 only for a code that today's rule accepts, else one number an outcome.</summary>
internal static class OutcomeExit
{
    public static int Of(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => Exit.Ok,
        Outcome.NotACode => 10,
        Outcome.OtherPrefix => 11,
        Outcome.Damaged => 12,
        Outcome.IssuerUnknown => 13,
        Outcome.Forged => 14,
        Outcome.NotYetValid => 15,
        Outcome.Expired => 16,
        Outcome.WrongKind => 17,
        Outcome.ResultPositive => 18,
        Outcome.ResultEmpty => 19,
        Outcome.TooOld => 20,
        Outcome.Unruled => 21,
    };
}
