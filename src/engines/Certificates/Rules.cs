namespace RedVest.Certificates;

/// <summary>The last step: what a signed, trusted and current certificate is worth to today's rule.</summary>
internal static class Rules
{
    public static Reading Judge(Reading reading, Certificate certificate, DateTimeOffset at, Requirement? requirement)
    {
        if (certificate.Test is { SampledAt: { } future } && future > at) return reading.Fail(Step.Rule, Outcome.NotYetValid, "sample-in-future");
        var (outcome, detail) = No(certificate, at, requirement) ?? (requirement is null ? (Outcome.Unruled, "unruled") : (Outcome.Accepted, "accepted"));
        if (outcome != Outcome.Unruled) reading[Step.Rule] = outcome == Outcome.Accepted ? StepState.Ok : StepState.Failed;
        return reading.As(outcome, detail);
    }

    private static (Outcome Outcome, string Detail)? No(Certificate certificate, DateTimeOffset at, Requirement? requirement) =>
        certificate.Several is { } several ? (Outcome.WrongKind, several)
        : requirement is not null && WrongKind(certificate, requirement) is { } kind ? (Outcome.WrongKind, kind)
        : certificate.Test is not { } test ? null
        : test.Result == TestResult.Positive ? (Outcome.ResultPositive, "result-positive") // of whatever kind of test: a positive one is never waved off as the wrong one
        : requirement is not null && !requirement.TestKinds.Contains(test.Kind) ? (Outcome.WrongKind, "test-kind-not-accepted")
        : test.Result switch
        {
            TestResult.Empty => (Outcome.ResultEmpty, "result-empty"),
            TestResult.Unknown => (Outcome.ResultEmpty, "result-unknown"),
            _ => requirement?.SampleMinutes is { } minutes ? Age(test, at, minutes) : null,
        };

    private static string? WrongKind(Certificate certificate, Requirement requirement) =>
        !requirement.Kinds.Contains(certificate.Kind) ? "kind-not-accepted"
        : certificate.Test is not { } test ? null
        : requirement.Agents is { } agents && !agents.Contains(test.Agent) ? "agent-not-accepted"
        : null;

    private static (Outcome Outcome, string Detail)? Age(TestEntry test, DateTimeOffset at, long minutes) =>
        test.SampledAt is not { } sampled ? (Outcome.TooOld, "sample-time-unknown")
        : Math.Floor((at - sampled).TotalMinutes) > minutes ? (Outcome.TooOld, "too-old")
        : null;
}
