using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Loops;

/// <summary>One batch of records about loops, each decided against state that folds the earlier ones.</summary>
internal sealed class LoopRecordBatch(LoopKinds kinds, LoopBatch loops) : IRecordBatch
{
    private static readonly TimeSpan FarthestStep = TimeSpan.FromDays(30);

    public RecordAnswer Decide(IncomingRecord record)
    {
        var body = (LoopBody)record.Content!; // a record without one was refused
        if (loops.Find(record.Subject) is not { } loop)
            return RecordAnswer.WaitingFor(record.Subject);
        var kind = kinds.Find(loop.Row.Kind);
        return record.Kind switch
        {
            LoopRecordKinds.Boarded => Board(loop, record, body),
            LoopRecordKinds.Alighted => Say(loop, record, Steps.Alighted, new LinkSaid()),
            _ when kind is null or { EndsAtBoard.Count: 0 } => RecordAnswer.Refused("loop-elsewhere"),
            // A phone that did not hear of the end is right about what happened before it; a desk that sees the row is told.
            _ when record.User is not null && loop.Row.EndedAt is not null => RecordAnswer.Conflict("loop-over"),
            LoopRecordKinds.Taken => Say(loop, record, Steps.Taken, Taken(kind, record)),
            LoopRecordKinds.Returned => Say(loop, record, Steps.Returned, new LinkSaid(Taker: GiverOf(loop))),
            LoopRecordKinds.Moved => Move(loop, record, body),
            _ => End(loop, kind, record, body),
        };
    }

    public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

    public ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        loops.Write();
        return ValueTask.CompletedTask;
    }

    private RecordAnswer Board(LoopFold loop, IncomingRecord record, LoopBody body)
    {
        if (loops.Find(body.Carrier!.Value) is not { } carrier) // checked when it was read
            return RecordAnswer.WaitingFor(body.Carrier.Value);
        return loops.RidesIn(carrier, loop.Row.Id) ? RecordAnswer.Refused("loop-rides-itself") : Say(loop, record, Steps.Boarded, new LinkSaid(Carrier: body.Carrier));
    }

    private RecordAnswer Move(LoopFold loop, IncomingRecord record, LoopBody body) =>
        (body.DueAt!.Value - record.EventTime).Duration() > FarthestStep // checked when it was read
            ? RecordAnswer.Refused("time-impossible")
            : Say(loop, record, Steps.Moved, new LinkSaid(Next: body.Next, DueAt: body.DueAt));

    /// <summary>Whoever ends it had it: an end takes over first what nobody took.</summary>
    private RecordAnswer End(LoopFold loop, LoopKind kind, IncomingRecord record, LoopBody body)
    {
        if (!kind.EndsAtBoard.Contains(body.Reason))
            return RecordAnswer.Refused("loop-end-unknown");
        if (loop.Row.TakenAt is not { } taken || taken > record.EventTime)
            Say(loop, record, Steps.Taken, Taken(kind, record));
        return Say(loop, record, Steps.Ended, new LinkSaid(Reason: body.Reason));
    }

    private RecordAnswer Say(LoopFold loop, IncomingRecord record, string step, LinkSaid said)
    {
        loops.Add(loop, record, step, loop.Row.Place, said);
        return RecordAnswer.Stored;
    }

    private static LinkSaid Taken(LoopKind kind, IncomingRecord record)
    {
        var taker = record.Officer is { } officer ? Custodians.Staff(officer) : record.User is { } user ? Custodians.User(user) : Custodians.Command;
        return kind.AfterTaking is var (next, minutes)
            ? new LinkSaid(Taker: taker, Next: next, DueAt: record.EventTime.AddMinutes(minutes))
            : new LinkSaid(Taker: taker);
    }

    private static string GiverOf(LoopFold loop) => loop.Links.LastOrDefault(l => l.Step is Steps.Offered or Steps.Expected)?.Giver ?? Custodians.Command;
}
