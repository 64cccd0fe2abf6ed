namespace RedVest.Kernel.Loops;

/// <summary>One loop while a batch adds links to it.</summary>
public sealed class LoopFold
{
    private readonly List<LoopLink> _links = [];

    internal LoopFold(Loop row, bool isNew) => (Row, IsNew) = (row, isNew);

    public Loop Row { get; }

    /// <summary>The row has to be written.</summary>
    public bool Changed { get; set; }

    public IReadOnlyList<LoopLink> Links => _links;

    /// <summary>The row is not in the database yet.</summary>
    internal bool IsNew { get; set; }

    /// <summary>A link as stored, or of this batch; fold anew after it, so that a late one finds its place.</summary>
    internal void Know(LoopLink link) => _links.Add(link);

    /// <summary>Custody as the links tell it, in their order.</summary>
    /// <param name="row">The loop; what its links do not say stays.</param>
    /// <param name="links">Its own links and those of the carriers it rode in: <see cref="Riding"/>.</param>
    /// <param name="effects">Gets the links that changed who answers, as those say it who ride in this loop; null: nobody asks.</param>
    internal static void Fold(Loop row, IEnumerable<LoopLink> links, List<LoopLink>? effects = null)
    {
        (row.Custodian, row.TakenAt, row.Given, row.Stage, row.Next, row.DueAt, row.Station) = (null, null, null, null, null, null, null);
        (row.RidesIn, row.EndedAt, row.EndReason) = (null, null, null);
        var (known, taken) = (false, false);
        foreach (var link in LoopLink.InOrder(links))
        {
            if (link.Loop != row.Id)
            {
                if (Carry(row, link))
                    effects?.Add(link with { Loop = row.Id });
                continue;
            }

            if (!known || (row.EndedAt is not null && Reopens(link, taken)))
                Open(row, link);
            known = true;
            taken |= link.Step == Steps.Taken;
            if (row.EndedAt is null && Steps.Carries(link.Step))
                effects?.Add(link);
            Apply(row, link);
        }
    }

    /// <summary>Whatever is offered or taken after an end is there again. What is only expected is not, once somebody had it.</summary>
    private static bool Reopens(LoopLink link, bool taken) => link.Step is Steps.Taken or Steps.Offered || (link.Step == Steps.Expected && !taken);

    private static void Open(Loop row, LoopLink link)
    {
        (row.OpenedAt, row.Since, row.TakenAt, row.EndedAt, row.EndReason) = (link.At, link.At, null, null, null);
        (row.Custodian, row.Given, row.Stage, row.Next, row.DueAt, row.Station) = (link.Giver ?? link.Taker, null, null, null, null, null);
    }

    private static void Apply(Loop row, LoopLink link)
    {
        switch (link.Step)
        {
            case Steps.Offered or Steps.Expected:
                var another = row.Given != link.Reason;
                row.Given = link.Reason;
                // The same offer made twice sends nothing back to the start, nor does one of what is expected when it is in.
                if (another && (row.TakenAt is null || link.Step == Steps.Offered))
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
                row.TakenAt ??= link.At; // offered by one and taken with all that was handed over
                break;
            case Steps.Moved when row.EndedAt is null:
                Move(row, link);
                break;
            case Steps.Boarded when row.EndedAt is null:
                row.RidesIn = link.Carrier;
                break;
            case Steps.Alighted when row.EndedAt is null:
                row.RidesIn = null;
                break;
            case Steps.Ended when row.EndedAt is null:
                (row.EndedAt, row.EndReason, row.Custodian, row.Next, row.DueAt, row.RidesIn) = (link.At, link.Reason, null, null, null, null);
                break;
        }
    }

    /// <summary>A link of the carrier: who has it has all that rides in it. Its end ends nothing that rides, which stays with whoever had the carrier last.</summary>
    /// <returns>Whether another answers now.</returns>
    private static bool Carry(Loop row, LoopLink link)
    {
        if (row.EndedAt is not null || row.RidesIn != link.Loop)
            return false;
        if (link.Step == Steps.Ended)
        {
            row.RidesIn = null;
            return false;
        }

        (row.Custodian, row.Since) = (link.Taker, link.At);
        if (link.Step is Steps.Taken or Steps.HandedOver)
            row.TakenAt ??= link.At;
        return true;
    }

    private static void Move(Loop row, LoopLink link)
    {
        row.Stage = link.Stage ?? row.Stage;
        row.Station = link.Station ?? row.Station;
        if (link.Next is not null)
            (row.Next, row.DueAt) = (link.Next, link.DueAt);
    }
}
