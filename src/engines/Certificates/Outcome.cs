namespace RedVest.Certificates;

/// <summary>What a scanned or pasted text turned out to be, in the order of the tests: the first that applies is the outcome.</summary>
public enum Outcome
{
    NotACode,

    /// <summary>Another container of codes, which counts as no code but gets its own message.</summary>
    OtherPrefix,

    /// <summary>Base45, zlib, CBOR, COSE or the shape of the certificate is broken.</summary>
    Damaged,

    /// <summary>No trusted key has that kid, or the key may not sign this.</summary>
    IssuerUnknown,

    /// <summary>Keys with that kid are trusted and none of them made this signature.</summary>
    Forged,

    NotYetValid,
    Expired,

    /// <summary>Not a kind that today's rule asks for, or more than one entry.</summary>
    WrongKind,

    ResultPositive,
    ResultEmpty,

    /// <summary>The sample is older than today's rule allows.</summary>
    TooOld,

    /// <summary>Signed, trusted and current, and no rule was there to judge it: not accepted.</summary>
    Unruled,

    Accepted,
}

/// <summary>The steps of the chain, in order.</summary>
public enum Step
{
    Prefix,
    Base45,
    Zlib,
    Cose,
    Cbor,
    Schema,
    Signature,
    Time,
    Usage,
    Rule,
}

public enum StepState
{
    NotReached,
    Ok,
    Failed,
}

/// <summary>The stable codes of both sets, the same in TypeScript, on the command line and in the texts.</summary>
public static class OutcomeCodes
{
    public static string Code(this Outcome outcome) => outcome switch
    {
        Outcome.NotACode => "not-a-code",
        Outcome.OtherPrefix => "other-prefix",
        Outcome.Damaged => "damaged",
        Outcome.IssuerUnknown => "issuer-unknown",
        Outcome.Forged => "forged",
        Outcome.NotYetValid => "not-yet-valid",
        Outcome.Expired => "expired",
        Outcome.WrongKind => "wrong-kind",
        Outcome.ResultPositive => "result-positive",
        Outcome.ResultEmpty => "result-empty",
        Outcome.TooOld => "too-old",
        Outcome.Unruled => "unruled",
        Outcome.Accepted => "accepted",
    };

    public static string Code(this Step step) => step switch
    {
        Step.Prefix => "prefix",
        Step.Base45 => "base45",
        Step.Zlib => "zlib",
        Step.Cose => "cose",
        Step.Cbor => "cbor",
        Step.Schema => "schema",
        Step.Signature => "signature",
        Step.Time => "time",
        Step.Usage => "usage",
        Step.Rule => "rule",
    };

    public static string Code(this StepState state) => state switch
    {
        StepState.NotReached => "not-reached",
        StepState.Ok => "ok",
        StepState.Failed => "failed",
    };

    /// <summary>
    /// Whether signature, trust and time window hold, so that what the certificate says of a test is known, for good or bad. A positive result is
    /// as well signed as a negative one.
    /// </summary>
    public static bool IsSigned(this Outcome outcome) =>
        outcome is Outcome.Accepted or Outcome.Unruled or Outcome.TooOld or Outcome.ResultPositive or Outcome.ResultEmpty;
}
