using RedVest.Drill.Devices;
using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Lanes;

/// <summary>The officer's verdict: the proposal's, unless the plan has a second thought; by eye when no proposal came.</summary>
internal sealed record GivenByOfficer(string Given, bool MustLook, IReadOnlyList<GivenVerdict> Occupants, string? Reason)
{
    private const int Fever = 373; // tenths of a degree
    private const int TestedFrom = 3; // years

    public static GivenByOfficer Emergency { get; } = new(Verdicts.EmergencyRelease, MustLook: false, [], Reason: null);

    /// <param name="proposal">What the officer is shown; null when nothing came.</param>
    /// <param name="clockIsWrong">The phone shows another day: ages of tests worked out by it are not believed.</param>
    public static GivenByOfficer For(PassagePlan plan, ProposalRead? proposal, bool clockIsWrong)
    {
        var given = plan.Occupants.Select((occupant, at) => For(plan, occupant, at + 1, Proposed(proposal, at + 1), clockIsWrong)).ToList();
        return new(
            Verdicts.Strictest(given.Select(g => g.Given)),
            proposal?.MustLook ?? true,
            given,
            given.Select(g => g.Reason).FirstOrDefault(r => r is not null) ?? (proposal is null ? Say.Text("drill.reason.no-proposal") : null));
    }

    private static GivenVerdict For(PassagePlan plan, OccupantPlan occupant, int n, string? proposed, bool clockIsWrong)
    {
        if (plan.Override is { } second && second.Occupant == n && second.Given != proposed)
            return new(n, second.Given, Say.Text(second.Reason));
        if (proposed is not null && !clockIsWrong)
            return new(n, proposed);
        var byEye = ByEye(occupant);
        return new(n, byEye, proposed is null || byEye == proposed ? null : Say.Text("drill.reason.clock"));
    }

    private static string? Proposed(ProposalRead? proposal, int n) => proposal?.Occupants.FirstOrDefault(o => o.N == n)?.Verdict ?? proposal?.Verdict;

    /// <summary>The officer goes by what is shown, as on paper.</summary>
    private static string ByEye(OccupantPlan occupant) => occupant.Evidence switch
    {
        { TemperatureTenths: >= Fever } => Verdicts.Refer,
        { HealthCode: "red" } => Verdicts.Hold,
        { Test: { Result: "negative", SampledAgo.TotalHours: <= 48 } } => Verdicts.Release,
        { HealthCode: "none" } => Verdicts.Release,
        _ => occupant.Person.Age < TestedFrom ? Verdicts.Release : Verdicts.SampleAndGo,
    };
}
