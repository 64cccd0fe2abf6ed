using RedVest.Drill.Devices;
using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Lanes;

/// <summary>The officer's verdict: the proposal's, unless the plan has a second thought; by eye when no proposal came.</summary>
internal sealed record GivenByOfficer(string Given, bool MustLook, IReadOnlyList<GivenVerdict> Occupants, string? Reason)
{
    private const int Fever = 373;

    public static GivenByOfficer Emergency { get; } = new(Verdicts.EmergencyRelease, MustLook: false, [], Reason: null);

    public static GivenByOfficer For(PassagePlan plan, ProposalRead? proposal)
    {
        var proposed = plan.Occupants.Select((occupant, at) => (N: at + 1, Verdict: Proposed(proposal, at + 1) ?? ByEye(occupant.Evidence))).ToList();
        var given = proposed.Select(p => plan.Override is { } second && second.Occupant == p.N && second.Given != p.Verdict
            ? new GivenVerdict(p.N, second.Given, Say.Text(second.Reason))
            : new GivenVerdict(p.N, p.Verdict)).ToList();
        return new(
            Verdicts.Strictest(given.Select(g => g.Given)),
            proposal?.MustLook ?? true,
            given,
            given.Select(g => g.Reason).FirstOrDefault(r => r is not null) ?? (proposal is null ? Say.Text("drill.reason.no-proposal") : null));
    }

    private static string? Proposed(ProposalRead? proposal, int n) => proposal?.Occupants.FirstOrDefault(o => o.N == n)?.Verdict ?? proposal?.Verdict;

    /// <summary>Without network and without a proposal the officer goes by what is shown, as on paper.</summary>
    private static string ByEye(Evidence evidence) => evidence switch
    {
        { TemperatureTenths: >= Fever } => Verdicts.Refer,
        { HealthCode: "red" } => Verdicts.Hold,
        { HealthCode: "yellow" or "grey" } => Verdicts.SampleAndWait,
        { Test: { Result: "negative", SampledAgo.TotalHours: <= 48 } } => Verdicts.Release,
        { HealthCode: "none" } => Verdicts.Release,
        _ => Verdicts.SampleAndGo,
    };
}
