using System.Text.Json;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Queue;

/// <summary>The presses of the marshaller's buttons as the sync push brings them. They hold nothing personal.</summary>
internal sealed class TallyRecords(OwnerBooks books) : IRecordRoom
{
    public string Prefix => TallyKinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        try
        {
            TallyBody? body = record.Kind switch
            {
                TallyKinds.Arrived or TallyKinds.GaveUp => JsonSerializer.Deserialize(record.Body.Span, TallyJson.Default.TallyBody),
                TallyKinds.Undone => JsonSerializer.Deserialize(record.Body.Span, TallyJson.Default.TallyUndoneBody),
                _ => null,
            };
            record.Content = body;
            if (body is null)
                record.Refusal ??= record.Kind is TallyKinds.Arrived or TallyKinds.GaveUp or TallyKinds.Undone ? "body-wrong" : "kind-unknown";
            else if (body.Lane != record.Subject)
                record.Refusal ??= "body-wrong";
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            record.Refusal ??= "body-wrong";
        }
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => writer.WriteNullValue(); // it answers nothing

    public async ValueTask<IRecordBatch> ReadAsync(
        WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(write.Owner, revision, cancellationToken).ConfigureAwait(false);
        var undone = records.Select(r => r.Content).OfType<TallyUndoneBody>().Select(b => b.Undoes).Distinct().ToArray();
        var known = await TallySql.ReadAsync(write, undone, cancellationToken).ConfigureAwait(false);
        return new Batch(write, book, known);
    }

    /// <summary>One batch of presses.</summary>
    private sealed class Batch(WriteTransaction write, OwnerBook book, Dictionary<Guid, TallyMark> marks) : IRecordBatch
    {
        private readonly List<Guid> _added = [];
        private readonly List<Guid> _undone = [];

        public RecordAnswer Decide(IncomingRecord record)
        {
            var body = (TallyBody)record.Content!;
            if (book.Lane(body.Lane) is not { } lane || lane.CheckpointId != body.Checkpoint)
                return RecordAnswer.Refused("lane-unknown");
            return body is TallyUndoneBody undone ? Undo(record, undone) : Add(record, body);
        }

        public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

        public ValueTask WriteAsync(CancellationToken cancellationToken)
        {
            TallySql.Marks.Write(write, [.. _added.Select(id => marks[id])]);
            TallySql.Marks.Write(write, [.. _undone.Except(_added).Select(id => marks[id])], SetTable<TallyMark>.OnConflict.Update);
            return ValueTask.CompletedTask;
        }

        private RecordAnswer Add(IncomingRecord record, TallyBody body)
        {
            var kind = record.Kind == TallyKinds.Arrived ? TallyMark.Arrived : TallyMark.GaveUp;
            marks[record.Id] = new TallyMark(
                write.Owner, record.Id, body.Checkpoint, body.Lane, record.EventTime, book.DayOf(record.EventTime), kind, record.Device, UndoneBy: null);
            _added.Add(record.Id);
            return RecordAnswer.Stored;
        }

        /// <summary>A press is taken back once; a second time says nothing new.</summary>
        private RecordAnswer Undo(IncomingRecord record, TallyUndoneBody body)
        {
            if (!marks.TryGetValue(body.Undoes, out var mark))
                return RecordAnswer.WaitingFor(body.Undoes);
            if (mark.Lane != body.Lane)
                return RecordAnswer.Refused("body-wrong");
            if (mark.UndoneBy is not null)
                return RecordAnswer.Stored;
            marks[body.Undoes] = mark with { UndoneBy = record.Id };
            _undone.Add(body.Undoes);
            return RecordAnswer.Stored;
        }
    }
}
