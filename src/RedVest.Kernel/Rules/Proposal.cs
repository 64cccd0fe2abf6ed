namespace RedVest.Kernel.Rules;

/// <summary>What a pack proposes for persons who pass together: the strictest of their rulings.</summary>
public sealed record Proposal(string Verdict, bool MustLook, string PackId, int PackVersion, IReadOnlyList<SubjectRuling> Subjects)
{
    /// <param name="pack">The pack in force.</param>
    /// <param name="subjects">Each with its number in the passage. Nobody at all counts as nothing permitted.</param>
    public static Proposal Of(Pack pack, IReadOnlyList<(int N, Facts Facts)> subjects)
    {
        var rulings = subjects.Select(subject => new SubjectRuling(subject.N, Decision.Decide(pack, subject.Facts))).ToList();
        var strictest = rulings.MaxBy(subject => pack.Strictness(subject.Ruling.Verdict));
        return new Proposal(
            strictest?.Ruling.Verdict ?? pack.Otherwise.Verdict,
            strictest is null || rulings.Exists(subject => subject.Ruling.MustLook),
            pack.Id,
            pack.Version,
            rulings);
    }
}

/// <summary>The ruling for one of several.</summary>
/// <param name="N">The person's number in the passage.</param>
/// <param name="Ruling">What was decided, and why.</param>
public sealed record SubjectRuling(int N, Ruling Ruling);
