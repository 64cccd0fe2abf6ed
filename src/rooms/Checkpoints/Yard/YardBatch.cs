using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Yard;

/// <summary>One batch of the yard's records, each decided against loops that fold the earlier ones.</summary>
internal sealed class YardBatch(WriteTransaction write, OwnerBook book, LoopBatch loops, HashSet<Guid> told) : IRecordBatch
{
    private static readonly TimeSpan FarthestStep = TimeSpan.FromDays(30);

    private readonly List<YardEvent> _events = [];

    public RecordAnswer Decide(IncomingRecord record)
    {
        var (body, sealedBody) = (YardContent)record.Content!;
        if (book.Checkpoint(body.Checkpoint) is null)
            return RecordAnswer.Refused("checkpoint-unknown");
        if (body.Served is { } need && !told.Contains(need))
            return RecordAnswer.WaitingFor(need);
        if (body.DueAt is { } due && (due - record.EventTime).Duration() > FarthestStep)
            return RecordAnswer.Refused("time-impossible");

        var loop = loops.OfOccupant(record.Subject, body.N);
        Take(loop, record, body);
        Apply(loop, record, body);
        told.Add(record.Id);
        _events.Add(new YardEvent(write.Owner, record.Id, loop.Row.Id, record.Kind, body.Checkpoint, WordOf(record.Kind, body), body.Served,
            record.Device, record.User, record.Seq, record.Officer, record.EventTime, record.Estimated, write.At, sealedBody));
        return RecordAnswer.Stored;
    }

    public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

    public ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        YardEvent.Rows.Write(write, _events);
        loops.Write();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Whoever does something for a person has them: the first record of the yard takes over, whatever it is. After the end only somebody who says
    /// so takes a person again; a late note changes nothing.
    /// </summary>
    private void Take(LoopFold loop, IncomingRecord record, YardBody body)
    {
        var isOver = loop.Row.EndedAt <= record.EventTime && loop.Links.Count > 0;
        var nobodyHas = loop.Row.TakenAt is not { } since || since > record.EventTime;
        if (record.Kind == YardKinds.Taken || (nobodyHas && !isOver))
            loops.Add(loop, record, Steps.Taken, body.Checkpoint, new LinkSaid(Taker: TakerOf(record, body)));
    }

    private void Apply(LoopFold loop, IncomingRecord record, YardBody body)
    {
        switch (record.Kind)
        {
            case YardKinds.Sampled:
                var minutes = body.Sample == "antigen" ? YardClocks.AntigenMinutes : YardClocks.NucleicMinutes;
                Move(loop, record, body, Stages.Sampled, NextSteps.Result, minutes);
                if (body.Go)
                    loops.Add(loop, record, Steps.Ended, body.Checkpoint, new LinkSaid(Reason: EndReasons.Released));
                break;
            case YardKinds.Result:
                var (stage, next, within) = AfterResult(body.Result!); // checked when it was read
                Move(loop, record, body, stage, next, within);
                break;
            case YardKinds.Moved:
                loops.Add(loop, record, Steps.Moved, body.Checkpoint, new LinkSaid(Station: body.Station));
                break;
            case YardKinds.Next:
                loops.Add(loop, record, Steps.Moved, body.Checkpoint, new LinkSaid(Next: body.Next, DueAt: body.DueAt));
                break;
            case YardKinds.Ended:
                loops.Add(loop, record, Steps.Ended, body.Checkpoint, new LinkSaid(Reason: body.Reason));
                break;
        }
    }

    private void Move(LoopFold loop, IncomingRecord record, YardBody body, string stage, string next, int minutes) =>
        loops.Add(loop, record, Steps.Moved, body.Checkpoint, new LinkSaid(Stage: stage, Next: next, DueAt: record.EventTime.AddMinutes(minutes)));

    /// <summary>A result decides nothing by itself: an officer does, with the pack's sentence before them. It only says what comes next.</summary>
    private static (string Stage, string Next, int Minutes) AfterResult(string result) => result switch
    {
        "negative" => (Stages.Negative, NextSteps.Decide, YardClocks.DecideMinutes),
        "positive" => (Stages.Positive, NextSteps.Transfer, YardClocks.TransferMinutes),
        _ => (Stages.ToSample, NextSteps.Sample, YardClocks.SampleMinutes),
    };

    private static string TakerOf(IncomingRecord record, YardBody body) =>
        record.Officer is { } officer ? Custodians.Staff(officer) : record.User is { } user ? Custodians.User(user) : Custodians.Post(body.Checkpoint);

    private static string? WordOf(string kind, YardBody body) => kind switch
    {
        YardKinds.Sampled => body.Sample,
        YardKinds.Result => body.Result,
        YardKinds.Need => body.Need,
        YardKinds.Next => body.Next,
        YardKinds.Ended => body.Reason,
        _ => null,
    };
}
