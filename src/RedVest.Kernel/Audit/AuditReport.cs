namespace RedVest.Kernel.Audit;

/// <summary>What a verification of the audit found.</summary>
/// <param name="Problems">The first <see cref="MostProblems"/>; <see cref="ProblemCount"/> counts all.</param>
/// <param name="UnsealedRows">Feed rows younger than the last seal of their owner: a second's worth on a running server.</param>
public sealed record AuditReport(IReadOnlyList<AuditProblem> Problems, long ProblemCount, long AuditRows, long FeedRows, long SealCount, long UnsealedRows)
{
    internal const int MostProblems = 1000;

    public bool IsIntact => ProblemCount == 0;
}

/// <summary>One thing that is not as it was written.</summary>
/// <param name="Owner">Whose rows.</param>
/// <param name="Place">Where: <c>feed 17</c>, <c>audit 0190…/2</c>, <c>seal 3</c>, <c>owner</c>.</param>
/// <param name="Code">Stable, kebab case; its sentence is the text <c>audit.&lt;code&gt;</c>.</param>
public sealed record AuditProblem(int Owner, string Place, string Code)
{
    /// <summary>The reason as a sentence, in the current UI language.</summary>
    public string Reason => Texts.Say("audit." + Code);
}
