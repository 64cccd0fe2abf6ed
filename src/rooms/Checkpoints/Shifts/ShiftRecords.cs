using System.Text.Json;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The records of a change of shift as the sync push brings them, or the office writes them.</summary>
internal sealed class ShiftRecords(OwnerBooks books, KeyRing keys) : IRecordRoom
{
    internal sealed record Content(ShiftBody Body, byte[] Sealed);

    public string Prefix => ShiftKinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        var (body, refusal) = ShiftReader.Read(record.Kind, record.Body.Span);
        if (refusal is not null)
            record.Refusal ??= refusal;
        else
            record.Content = new Content(body!, keys.Encrypt(ShiftEvent.Table, "body", record.Id, owner, record.Body.Span)); // no refusal: there is a body
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => throw new NotSupportedException("A change of shift answers nothing of its own.");

    public async ValueTask<IRecordBatch> ReadAsync(
        WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(write.Owner, revision, cancellationToken).ConfigureAwait(false);
        var subjects = records.ToLookup(r => r.Kind is ShiftKinds.Explained or ShiftKinds.Signed, r => r.Subject);
        var shifts = await ShiftEventsSql.ReadAsync(write, SignedShiftTable.Name, subjects[true], cancellationToken).ConfigureAwait(false);
        var handovers = await ShiftEventsSql.ReadAsync(write, HandoverTable.Name, subjects[false], cancellationToken).ConfigureAwait(false);
        var taken = records.Select(r => (r.Content as Content)?.Body).OfType<TakenBody>().SelectMany(t => (t.Persons ?? []).Concat(t.Trips ?? [])).Distinct().ToList();
        var loops = taken.Count == 0 ? null : await LoopBatch.ReadAsync(write, taken, cancellationToken).ConfigureAwait(false);
        return new ShiftBatch(write, book, shifts.Concat(handovers).Select(e => (e, Open(e))), loops);
    }

    /// <summary>What a stored record says.</summary>
    public ShiftBody Open(ShiftEvent stored) =>
        ShiftReader.Read(stored.Kind, keys.Decrypt(ShiftEvent.Table, "body", stored.Id, stored.Owner, stored.Body)).Body!; // it was read before it was stored
}
