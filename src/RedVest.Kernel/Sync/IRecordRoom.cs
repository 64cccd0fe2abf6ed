using System.Text.Json;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>A room whose records devices push.</summary>
public interface IRecordRoom
{
    /// <summary>The kinds that are this room's: <c>checkpoints.</c></summary>
    string Prefix { get; }

    /// <summary>
    /// Reads the body outside of the batch: sets <see cref="IncomingRecord.Content"/>, or <see cref="IncomingRecord.Refusal"/> with a stable
    /// code when no state can make it right. Runs on the request's thread: what is costly (hashes, encryption) belongs here.
    /// </summary>
    void Parse(int owner, IncomingRecord record);

    /// <summary>Writes a <see cref="RecordAnswer.Answer"/> of this room.</summary>
    void WriteAnswer(Utf8JsonWriter writer, object answer);

    /// <summary>Reads all current state that the records need, set-based, in the batch's transaction.</summary>
    /// <param name="write">The batch's transaction.</param>
    /// <param name="revision">The owner's revision as read in it: caches older than this are reloaded first.</param>
    /// <param name="records">All records of the room in the batch, parsed, in order, known ones too.</param>
    /// <param name="cancellationToken">Ends the batch.</param>
    ValueTask<IRecordBatch> ReadAsync(WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken);
}

/// <summary>One batch's state of a room: folds the records in order, then writes set-based.</summary>
public interface IRecordBatch
{
    /// <summary>All the rules, no database: decides one record against state that folds the earlier ones.</summary>
    RecordAnswer Decide(IncomingRecord record);

    /// <summary>The answer of a record that is stored already, for a device that lost it; state does not change.</summary>
    RecordAnswer AnswerAgain(IncomingRecord record);

    ValueTask WriteAsync(CancellationToken cancellationToken);
}
