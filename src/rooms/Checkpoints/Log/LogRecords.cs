using System.Text.Json;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Log;

/// <summary>The records of the log as the sync push brings them, or the office writes them.</summary>
internal sealed class LogRecords(OwnerBooks books, KeyRing keys) : IRecordRoom
{
    private sealed record Content(LogBody Body, byte[] Sealed);

    public string Prefix => LogKinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        var (body, refusal) = LogReader.Read(record.Kind, record.Body.Span);
        if (refusal is not null)
            record.Refusal ??= refusal;
        else
            record.Content = new Content(body!, keys.Encrypt(ShiftEvent.Table, "body", record.Id, owner, record.Body.Span)); // no refusal: there is a body
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => throw new NotSupportedException("The log answers nothing of its own.");

    public async ValueTask<IRecordBatch> ReadAsync(
        WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(write.Owner, revision, cancellationToken).ConfigureAwait(false);
        var stored = await ShiftEventsSql.ReadAsync(write, LogEntryTable.Name, records.Select(r => r.Subject), cancellationToken).ConfigureAwait(false);
        return new Batch(write, book, stored.Select(e => (e, Open(e))));
    }

    /// <summary>What a stored record says.</summary>
    public LogBody Open(ShiftEvent stored) =>
        JsonSerializer.Deserialize(keys.Decrypt(ShiftEvent.Table, "body", stored.Id, stored.Owner, stored.Body), LogJson.Default.LogBody)!; // it was read before it was stored

    private sealed class Batch(WriteTransaction write, OwnerBook book, IEnumerable<(ShiftEvent Stored, LogBody Body)> known) : IRecordBatch
    {
        private readonly Dictionary<Guid, List<(ShiftEvent Stored, LogBody Body)>> _entries = known.GroupBy(k => k.Stored.Subject).ToDictionary(g => g.Key, g => g.ToList());
        private readonly List<ShiftEvent> _new = [];

        public RecordAnswer Decide(IncomingRecord record)
        {
            var content = (Content)record.Content!; // a record without one was refused
            if (book.Checkpoint(content.Body.Checkpoint) is null)
                return RecordAnswer.Refused("checkpoint-unknown");
            var isThere = _entries.TryGetValue(record.Subject, out var entry);
            if (record.Kind == LogKinds.Entry && isThere)
                return RecordAnswer.Conflict("log-written-twice");
            if (record.Kind != LogKinds.Entry && !isThere)
                return RecordAnswer.WaitingFor(record.Subject);
            if (entry?[0].Body.Checkpoint is { } checkpoint && checkpoint != content.Body.Checkpoint)
                return RecordAnswer.Refused("checkpoint-unknown");
            var stored = ShiftEvent.Of(write, record, content.Body.Checkpoint, content.Sealed);
            if (!isThere)
                _entries.Add(record.Subject, entry = []);
            entry!.Add((stored, content.Body));
            _new.Add(stored);
            return RecordAnswer.Stored;
        }

        public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

        public ValueTask WriteAsync(CancellationToken cancellationToken)
        {
            ShiftEventsSql.Events.Write(write, _new);
            LogEntryTable.Rows.Write(write, [.. _new.Select(e => e.Subject).Distinct().Select(id => LogEntry.Fold(_entries[id])!)], SetTable<LogEntry>.OnConflict.Update);
            return ValueTask.CompletedTask;
        }
    }
}
