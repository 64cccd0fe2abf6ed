namespace RedVest.Kernel.Audit;

/// <summary>Counts what a verification sees and keeps the first problems.</summary>
internal sealed class AuditFindings
{
    private readonly List<AuditProblem> _problems = [];
    private long _count;

    public long AuditRows { get; set; }

    public long FeedRows { get; set; }

    public long Seals { get; set; }

    public long Unsealed { get; set; }

    public void Add(int owner, string place, string code)
    {
        _count++;
        if (_problems.Count < AuditReport.MostProblems)
            _problems.Add(new AuditProblem(owner, place, code));
    }

    public AuditReport Report() => new(_problems, _count, AuditRows, FeedRows, Seals, Unsealed);
}
