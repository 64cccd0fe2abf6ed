namespace RedVest.Checkpoints.Custody;

/// <summary>One loop while a batch adds links to it.</summary>
internal sealed class LoopFold(Loop row, bool isNew)
{
    private readonly List<Link> _links = [];

    public Loop Row => row;

    /// <summary>The row is not in the database yet.</summary>
    public bool IsNew { get; set; } = isNew;

    public bool Changed { get; set; }

    public IReadOnlyList<Link> Links => _links;

    /// <summary>A link as stored.</summary>
    public void Know(Link link) => _links.Add(link);

    /// <summary>A link of this batch: the row is folded anew, so that a late one finds its place.</summary>
    public void Add(Link link)
    {
        _links.Add(link);
        row.Checkpoint = link.Checkpoint;
        Changed = true;
        Fold(row, _links);
    }

    /// <summary>Custody as its links tell it: by event time, then the device's number.</summary>
    public static void Fold(Loop row, IEnumerable<Link> links)
    {
        (row.Custodian, row.TakenAt, row.Given, row.Stage, row.Next, row.DueAt, row.Station) = (null, null, null, null, null, null, null);
        (row.EndedAt, row.EndReason) = (null, null);
        var known = false;
        foreach (var link in links.OrderBy(l => l.At).ThenBy(l => l.Seq).ThenBy(l => l.Id).ThenBy(l => Steps.Rank(l.Step)))
        {
            if (!known || (row.EndedAt is not null && link.Step is Steps.Offered or Steps.Taken))
                Open(row, link);
            known = true;
            Apply(row, link);
        }
    }

    private static void Open(Loop row, Link link)
    {
        (row.OpenedAt, row.Since, row.TakenAt, row.EndedAt, row.EndReason) = (link.At, link.At, null, null, null);
        (row.Custodian, row.Given, row.Stage, row.Next, row.DueAt, row.Station) = (link.Giver ?? link.Taker, null, null, null, null, null);
    }

    private static void Apply(Loop row, Link link)
    {
        switch (link.Step)
        {
            case Steps.Offered:
                var another = row.Given != link.Reason;
                row.Given = link.Reason;
                if (another)
                    Move(row, link); // the same verdict given twice does not send anybody back to the start
                break;
            case Steps.Taken or Steps.Returned:
                (row.Custodian, row.Since) = (link.Taker, link.At);
                if (link.Step == Steps.Taken)
                    row.TakenAt ??= link.At;
                Move(row, link);
                break;
            case Steps.Moved when row.EndedAt is null:
                Move(row, link);
                break;
            case Steps.Ended when row.EndedAt is null:
                (row.EndedAt, row.EndReason, row.Custodian, row.Next, row.DueAt) = (link.At, link.Reason, null, null, null);
                break;
        }
    }

    private static void Move(Loop row, Link link)
    {
        row.Stage = link.Stage ?? row.Stage;
        row.Station = link.Station ?? row.Station;
        if (link.Next is not null)
            (row.Next, row.DueAt) = (link.Next, link.DueAt);
    }
}
