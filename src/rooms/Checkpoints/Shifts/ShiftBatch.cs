using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>One batch of records of a change of shift: every rule of theirs, no database.</summary>
internal sealed class ShiftBatch(WriteTransaction write, OwnerBook book, IEnumerable<(ShiftEvent Stored, ShiftBody Body)> known, LoopBatch? loops) : IRecordBatch
{
    private readonly Dictionary<Guid, List<(ShiftEvent Stored, ShiftBody Body)>> _said = known.GroupBy(k => k.Stored.Subject).ToDictionary(g => g.Key, g => g.ToList());
    private readonly List<ShiftEvent> _new = [];
    private readonly List<ReadReceipt> _read = [];

    public RecordAnswer Decide(IncomingRecord record)
    {
        var content = (ShiftRecords.Content)record.Content!; // a record without one was refused
        if (book.Checkpoint(content.Body.Checkpoint) is not { } post || content.Body is OfShiftBody of && book.ShiftOf(post, of.Day, of.Shift) is null)
            return RecordAnswer.Refused("checkpoint-unknown");
        var answer = content.Body switch
        {
            ExplainedBody explained => record.Subject == IdOf(explained) ? RecordAnswer.Stored : RecordAnswer.Refused("body-wrong"),
            SignedBody signed => Sign(record, signed),
            OfferedBody => Offer(record),
            TakenBody taken => Take(record, taken),
            WithdrawnBody => HandoverOf(record.Subject) is null ? RecordAnswer.WaitingFor(record.Subject) : RecordAnswer.Stored,
            ReadBody read => Receive(record, read),
            _ => RecordAnswer.Refused("kind-unknown"),
        };
        if (answer.Outcome == Outcomes.Stored)
            Add(record, content);
        return answer;
    }

    public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

    public ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        ShiftEventsSql.Events.Write(write, _new);
        ReadReceiptTable.Rows.Write(write, _read);
        var touched = _new.Select(e => e.Subject).Distinct().Select(id => _said[id]).ToList();
        SignedShiftTable.Rows.Write(write, [.. touched.Where(IsOfShift).Select(SignedShift.Fold)], SetTable<SignedShift>.OnConflict.Update);
        HandoverTable.Rows.Write(write, [.. touched.Where(s => !IsOfShift(s)).Select(Handover.Fold).OfType<Handover>()], SetTable<Handover>.OnConflict.Update);
        loops?.Write();
        return ValueTask.CompletedTask;
    }

    /// <summary>Two leaders, two people. A signature given again under the same figures is none.</summary>
    private RecordAnswer Sign(IncomingRecord record, SignedBody signed)
    {
        if (record.Device is not null)
            return RecordAnswer.Refused("sign-through-centre");
        if (record.Subject != IdOf(signed))
            return RecordAnswer.Refused("body-wrong");
        if (By(record) is not { } by)
            return RecordAnswer.Refused("leader-unknown");
        var shift = _said.TryGetValue(record.Subject, out var said) ? SignedShift.Fold(said) : null;
        var (mine, other) = signed.Side == SignedBody.Out ? (shift?.OutDigest, shift?.InBy) : (shift?.InDigest, shift?.OutBy);
        if (other == by)
            return RecordAnswer.Refused("same-person");
        return mine == signed.Digest ? RecordAnswer.Conflict("signed-twice") : RecordAnswer.Stored;
    }

    private RecordAnswer Offer(IncomingRecord record)
    {
        if (By(record) is null)
            return RecordAnswer.Refused("leader-unknown");
        return HandoverOf(record.Subject) is null ? RecordAnswer.Stored : RecordAnswer.Conflict("offered-twice");
    }

    private RecordAnswer Take(IncomingRecord record, TakenBody taken)
    {
        if (HandoverOf(record.Subject) is not { } handover)
            return RecordAnswer.WaitingFor(record.Subject);
        if (By(record) is not { } by)
            return RecordAnswer.Refused("leader-unknown");
        if (by == handover.OfferedBy)
            return RecordAnswer.Refused("same-person");
        if (taken.Digest != handover.Digest || taken.Checkpoint != handover.Checkpoint)
            return RecordAnswer.Refused("digest-other");
        if (handover.TakenAt is not null)
            return RecordAnswer.Conflict("taken-twice");
        var custodian = record.Officer is not null ? Custodians.Staff(by) : Custodians.User(by);
        foreach (var id in (taken.Persons ?? []).Concat(taken.Trips ?? []).Distinct())
        {
            if (loops?.Find(id) is { } loop && loop.Row.Place == taken.Checkpoint)
                loops.Add(loop, record, Steps.HandedOver, taken.Checkpoint, new LinkSaid(Taker: custodian));
        }

        return RecordAnswer.Stored;
    }

    private RecordAnswer Receive(IncomingRecord record, ReadBody read)
    {
        _read.AddRange(read.What.Select((item, n) => new ReadReceipt(
            write.Owner, record.Id, n, read.Checkpoint, read.Day, read.Shift, record.Officer ?? record.User, record.Device, record.EventTime, item.Kind, item.Id, item.Version)));
        return RecordAnswer.Stored;
    }

    private void Add(IncomingRecord record, ShiftRecords.Content content)
    {
        var stored = ShiftEvent.Of(write, record, content.Body.Checkpoint, content.Sealed);
        if (!_said.TryGetValue(record.Subject, out var said))
            _said.Add(record.Subject, said = []);
        said.Add((stored, content.Body));
        _new.Add(stored);
    }

    private Handover? HandoverOf(Guid subject) => _said.TryGetValue(subject, out var said) ? Handover.Fold(said) : null;

    private static Guid IdOf(OfShiftBody body) => SignedShift.IdOf(body.Checkpoint, body.Day, body.Shift);

    private static Guid? By(IncomingRecord record) => record.Officer ?? record.User;

    private static bool IsOfShift(List<(ShiftEvent Stored, ShiftBody Body)> said) => said[0].Body is ExplainedBody or SignedBody;
}
