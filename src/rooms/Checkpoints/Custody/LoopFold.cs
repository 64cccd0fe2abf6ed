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
            if (!known || (row.EndedAt is not null && Reopens(row, link)))
                Open(row, link);
            known = true;
            Apply(row, link);
        }
    }

    /// <summary>Whoever is offered or taken after an end is there again. A plan that is written down when the lorry has left brings no lorry back.</summary>
    private static bool Reopens(Loop row, Link link) =>
        link.Step == Steps.Taken || (link.Step == Steps.Offered && (row.Kind == LoopKinds.Person || row.TakenAt is null));

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
                // The same verdict given twice sends nobody back to the start, nor does a lorry that is announced when it is in.
                if (another && (row.TakenAt is null || row.Kind == LoopKinds.Person))
                    Move(row, link);
                break;
            case Steps.Taken or Steps.Returned when row.EndedAt is null:
                (row.Custodian, row.Since) = (link.Taker, link.At);
                if (link.Step == Steps.Taken)
                    row.TakenAt ??= link.At;
                Move(row, link);
                break;
            case Steps.HandedOver when row.EndedAt is null:
                (row.Custodian, row.Since) = (link.Taker, link.At);
                row.TakenAt ??= link.At; // offered by the lane and taken with the shift
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
