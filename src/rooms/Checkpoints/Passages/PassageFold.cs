using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passages;

/// <summary>When a record happened, for folding: by event time, then by the device's number.</summary>
internal readonly record struct Order(DateTimeOffset At, long Seq, bool Estimated)
{
    public static Order Of(IncomingRecord record) => new(record.EventTime, record.Seq, record.Estimated);

    public bool IsNotBefore(DateTimeOffset? at, long seq) => at is null || At > at || (At == at && Seq >= seq);
}

/// <summary>A passage and its occupants while a batch folds events into them.</summary>
internal sealed class PassageFold
{
    public required Passage Row { get; init; }

    public SortedDictionary<int, Occupant> Occupants { get; } = [];

    /// <summary>Numbers of occupants that the last check no longer names.</summary>
    public List<int> Gone { get; } = [];

    /// <summary>The row is not in the database yet.</summary>
    public bool IsNew { get; init; }

    public bool Changed { get; set; }

    public void Arrived(Order order, LaneBody body)
    {
        Place(order, body);
        if (Row.ArrivedAt is null || order.At < Row.ArrivedAt)
            Row.ArrivedAt = order.At;
    }

    /// <summary>The last check counts; the service time runs from the first.</summary>
    /// <param name="resolved">The occupants as this check describes them, resolved to people.</param>
    public void CheckStarted(Order order, CheckStartedBody body, IReadOnlyList<Occupant> resolved, Guid? vehicle, string? plate, bool unusual, bool plateShared)
    {
        if (Row.StartedAt is null || order.At < Row.StartedAt)
            Row.StartedAt = order.At;
        if (!order.IsNotBefore(Row.CheckAt, Row.CheckSeq))
        {
            Place(order, body);
            Served();
            return; // an older check came late: it only tells when the check began
        }

        (Row.CheckAt, Row.CheckSeq) = (order.At, order.Seq);
        Row.Direction = body.Direction;
        Row.Category = body.Category;
        Row.HasVehicle = body.Vehicle is not null;
        (Row.GateId, Row.GateVersion) = (body.Gate?.Id, body.Gate?.Version);
        Row.Failed = Words.Set(resolved.SelectMany(o => Words.Of(o.Failed)));
        Row.Flags = Words.Set(resolved.Select(o => o.Visitor).OfType<string>().Concat(body.Disinfected ? [Words.Disinfected] : []).Concat(plateShared ? [Doubt.PlateShared] : []));
        (Row.Vehicle, Row.Plate, Row.PlateUnreadable, Row.Unusual) = (vehicle, plate, body.Vehicle?.PlateUnreadable ?? false, unusual);
        Place(order, body);
        Describe(resolved);
        Served();
    }

    public void Verdict(Order order, VerdictBody body, Guid? officer, Guid? device, DateOnly day, int hour, int shift)
    {
        if (!order.IsNotBefore(Row.VerdictAt, Row.VerdictSeq))
            return;
        (Row.VerdictAt, Row.VerdictSeq) = (order.At, order.Seq);
        Place(order, body);
        (Row.ReportDate, Row.Hour, Row.Shift) = (day, hour, shift);
        (Row.Verdict, Row.MustLook, Row.Emergency) = (body.Given, body.MustLook, body.Emergency);
        (Row.Officer, Row.Device) = (officer, device);
        if (body.Emergency && Row.CheckAt is null)
            (Row.Category, Row.HasVehicle) = (Words.Emergency, true); // an ambulance needs no check, and counts as a vehicle
        foreach (var given in body.Occupants)
        {
            var occupant = Occupants.TryGetValue(given.N, out var known) ? known : Occupants[given.N] = Unknown(given.N);
            (occupant.Verdict, occupant.Reason) = (given.Given, given.Reason ?? (given.Given == occupant.Proposed ? null : body.Reason));
        }

        Row.Differs = !body.Emergency && body.ShownProposal is { } shown && shown.Verdict != body.Given;
        Served();
    }

    public void Left(Order order, LaneBody body)
    {
        Place(order, body);
        if (Row.LeftAt is null || order.At > Row.LeftAt)
            Row.LeftAt = order.At;
    }

    private Occupant Unknown(int n) => new() { Owner = Row.Owner, Passage = Row.Id, N = n, Role = Words.Driver, Way = "none" };

    private void Place(Order order, LaneBody body)
    {
        Changed = true;
        (Row.Checkpoint, Row.Lane) = (body.Checkpoint, body.Lane);
        Row.Estimated |= order.Estimated;
    }

    /// <summary>Takes over the occupants of a check; what was given to a number that is still there stays.</summary>
    private void Describe(IReadOnlyList<Occupant> resolved)
    {
        foreach (var occupant in resolved)
        {
            if (Occupants.TryGetValue(occupant.N, out var before))
                (occupant.Verdict, occupant.Reason) = (before.Verdict, before.Reason);
            Occupants[occupant.N] = occupant;
        }

        foreach (var n in Occupants.Keys.Where(n => !resolved.Any(o => o.N == n) && Occupants[n].Verdict is null).ToList())
        {
            Occupants.Remove(n);
            Gone.Add(n);
        }
    }

    private void Served()
    {
        Row.Persons = Occupants.Count;
        Row.Referred = Occupants.Values.Count(o => o.Verdict is Verdicts.SampleAndGo or Verdicts.SampleAndWait);
        Row.ServiceMs = Row is { StartedAt: { } from, VerdictAt: { } to } && to >= from && (to - from).TotalMilliseconds < int.MaxValue
            ? (int)(to - from).TotalMilliseconds
            : null;
    }
}
