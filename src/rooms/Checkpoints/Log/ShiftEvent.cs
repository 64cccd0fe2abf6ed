using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Log;

/// <summary>One thing that was said for the log or at a change of shift, as it came; append-only. State is the fold of these.</summary>
/// <param name="Subject">The log entry, the handover, the receipt it is about.</param>
/// <param name="Device">The device that recorded it; null when the office did.</param>
/// <param name="ByUser">The office user who recorded it; null when a device did.</param>
/// <param name="Seq">The device's number of the record; 0 from the office.</param>
/// <param name="Body">The record's body as sent, encrypted: free text may name people.</param>
internal sealed record ShiftEvent(
    int Owner, Guid Id, Guid Subject, string Kind, Guid Checkpoint, Guid? Device, Guid? ByUser, long Seq, Guid? Officer,
    DateTimeOffset EventTime, bool Estimated, DateTimeOffset ReceivedAt, byte[] Body)
{
    public const string Table = "checkpoints_shift_event";

    /// <summary>Who said it: a member of staff, else a user, else whoever held the phone.</summary>
    public Guid? By => Officer ?? ByUser;

    public static ShiftEvent Of(WriteTransaction write, IncomingRecord record, Guid checkpoint, byte[] sealedBody) => new(
        write.Owner, record.Id, record.Subject, record.Kind, checkpoint, record.Device, record.User, record.Seq, record.Officer,
        record.EventTime, record.Estimated, write.At, sealedBody);

    /// <summary>The order in which things happened.</summary>
    public static IEnumerable<T> InOrder<T>(IEnumerable<T> said, Func<T, ShiftEvent> of) =>
        said.OrderBy(s => of(s).EventTime).ThenBy(s => of(s).Seq).ThenBy(s => of(s).Id);
}

internal sealed class ShiftEventTable : IEntityTypeConfiguration<ShiftEvent>
{
    public void Configure(EntityTypeBuilder<ShiftEvent> table)
    {
        table.ToTable(ShiftEvent.Table);
        table.HasKey(e => new { e.Owner, e.Subject, e.Id }); // that an id is there once is held by the records of the sync
        table.Property(e => e.Kind).HasMaxLength(64);
        table.Ignore(e => e.By);
    }
}

/// <summary>The events' SQL, side by side for both providers.</summary>
internal static class ShiftEventsSql
{
    public static readonly SetTable<ShiftEvent> Events = new SetTable<ShiftEvent>(ShiftEvent.Table, "owner", "subject", "id")
        .With("owner", e => e.Owner).With("id", e => e.Id).With("subject", e => e.Subject).With("kind", e => e.Kind)
        .With("checkpoint", e => e.Checkpoint).With("device", e => e.Device).With("by_user", e => e.ByUser).With("seq", e => e.Seq)
        .With("officer", e => e.Officer).With("event_time", e => e.EventTime).With("estimated", e => e.Estimated)
        .With("received_at", e => e.ReceivedAt).With("body", e => e.Body);

    /// <summary>All events of some subjects. The subjects' rows of state are locked first, so that no event comes between this read and their fold.</summary>
    /// <param name="state">The table that holds the subjects' state, by owner and id.</param>
    public static async ValueTask<List<ShiftEvent>> ReadAsync(WriteTransaction write, string state, IEnumerable<Guid> subjects, CancellationToken cancellationToken)
    {
        var ids = Conventions.InKeyOrder(subjects.Distinct());
        var found = new List<ShiftEvent>();
        var select = $"select {Events.ColumnList} from {ShiftEvent.Table} where owner = $1 and subject";
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            Sql.ReadRows(write.Sqlite(select + " in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(ids)), row => found.Add(Read(row)));
            return found;
        }

        await Sql.ReadRowsAsync(
            write, cancellationToken,
            (Sql.Batch($"select id from {state} where owner = $1 and id = any($2) order by id for update", write.Owner, ids), _ => { }
        ),
            (Sql.Batch(select + " = any($2)", write.Owner, ids), row => found.Add(Read(row)))).ConfigureAwait(false);
        return found;
    }

    private static ShiftEvent Read(DbDataReader r) => new(
        r.GetInt32(0), r.GetId(1), r.GetId(2), r.GetString(3), r.GetId(4), r.GetIdOrNull(5), r.GetIdOrNull(6), r.GetInt64(7), r.GetIdOrNull(8),
        r.GetInstant(9), r.GetTruth(10), r.GetInstant(11), r.GetFieldValue<byte[]>(12));
}
