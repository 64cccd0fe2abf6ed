using System.Data.Common;
using System.Text.Json;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>The sync tables' SQL, side by side for both providers.</summary>
internal static class SyncSql
{
    public static readonly SetTable<DeviceStream> Streams = new SetTable<DeviceStream>("kernel_device_stream", "owner", "device")
        .With("owner", s => s.Owner).With("device", s => s.Device).With("ranges", s => s.Ranges).With("contiguous", s => s.Contiguous)
        .With("highest", s => s.Highest).With("last_seq", s => s.LastSeq).With("last_event_at", s => s.LastEventAt)
        .With("last_seen_at", s => s.LastSeenAt).With("anchors", s => s.Anchors);

    public static readonly SetTable<StoredRecord> Records = new SetTable<StoredRecord>("kernel_record", "owner", "id")
        .With("owner", r => r.Owner).With("id", r => r.Id).With("device", r => r.Device).With("seq", r => r.Seq).With("digest", r => r.Digest)
        .With("event_time", r => r.EventTime).With("estimated", r => r.Estimated);

    public static readonly SetTable<KeptRecord> Kept = new SetTable<KeptRecord>("kernel_kept_record", "owner", "id")
        .With("owner", r => r.Owner).With("id", r => r.Id).With("record", r => r.Record).With("device", r => r.Device).With("seq", r => r.Seq)
        .With("kind", r => r.Kind).With("outcome", r => r.Outcome).With("code", r => r.Code).With("at", r => r.At)
        .With("digest", r => r.Digest).With("raw", r => r.Raw);

    private const string StreamColumns = "owner, device, ranges, contiguous, highest, last_seq, last_event_at, last_seen_at, anchors";
    private const string RecordColumns = "r.owner, r.id, r.device, r.seq, r.digest, r.event_time, r.estimated";

    // All of these are one index probe a key, whatever the planner thinks of a table's size: the limit keeps it from turning them into a scan,
    // which it prefers while a table is young and then keeps in the prepared plan.

    // Streams are locked in key order: two nodes with records of one device take turns here, and the second then sees what the first stored.
    private const string PostgresStreams = $"""
        select s.* from unnest($2::uuid[]) as k(device)
        cross join lateral (select {StreamColumns} from kernel_device_stream where owner = $1 and device = k.device limit 1 for update) s
        """;

    private const string PostgresOwner = "select epoch, revision from kernel_owner where owner = $1";

    private const string PostgresById = $"""
        select r.* from unnest($2::uuid[]) as k(id)
        cross join lateral (select {RecordColumns} from kernel_record r where r.owner = $1 and r.id = k.id limit 1) r
        """;

    private const string PostgresBySeq = $"""
        select r.* from unnest($2::uuid[], $3::bigint[]) as s(device, seq)
        cross join lateral (select {RecordColumns} from kernel_record r where r.owner = $1 and r.device = s.device and r.seq = s.seq limit 1) r
        """;

    private const string SqliteStreams = $"select {StreamColumns} from kernel_device_stream where owner = $1 and device in (select unhex(value) from json_each($2))";
    private const string SqliteOwner = "select epoch, revision from kernel_owner where owner = $1";
    private const string SqliteById = $"select {RecordColumns} from kernel_record r where owner = $1 and r.id in (select unhex(value) from json_each($2))";

    // CROSS JOIN keeps this order: a probe of the unique index for each pair, never a walk through the owner's records.
    private const string SqliteBySeq = $"""
        select {RecordColumns} from json_each($2) as s
        cross join kernel_record r on r.owner = $1 and r.device = unhex(s.value ->> 0) and r.seq = cast(s.value ->> 1 as integer)
        """;

    // The stored record before and the one after a number.
    private const string PostgresNeighbours = $"""
        select r.* from unnest($2::uuid[], $3::bigint[]) as s(device, seq)
        cross join lateral (
            (select {RecordColumns} from kernel_record r where r.owner = $1 and r.device = s.device and r.seq < s.seq order by r.seq desc limit 1)
            union all
            (select {RecordColumns} from kernel_record r where r.owner = $1 and r.device = s.device and r.seq > s.seq order by r.seq limit 1)) r
        """;

    private const string SqliteNeighbours = $"""
        select {RecordColumns} from json_each($2) as s
        cross join kernel_record r on r.owner = $1 and r.device = unhex(s.value ->> 0) and r.seq in (
            (select max(seq) from kernel_record where owner = $1 and device = unhex(s.value ->> 0) and seq < cast(s.value ->> 1 as integer)),
            (select min(seq) from kernel_record where owner = $1 and device = unhex(s.value ->> 0) and seq > cast(s.value ->> 1 as integer)))
        """;

    /// <summary>All that the batch's records meet: the owner's counters, the devices' streams, records known by id or by number.</summary>
    public static ValueTask<SyncState> ReadAsync(WriteTransaction write, IReadOnlyList<Push> pushes, CancellationToken cancellationToken) =>
        ReadAsync(write, Conventions.InKeyOrder(pushes.Select(p => p.Device).Distinct()), [.. pushes.SelectMany(p => p.Records)], cancellationToken);

    /// <inheritdoc cref="ReadAsync(WriteTransaction, IReadOnlyList{Push}, CancellationToken)"/>
    public static async ValueTask<SyncState> ReadAsync(
        WriteTransaction write, Guid[] devices, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var state = new SyncState();
        var numbered = records.Where(r => r.Device is not null).ToList(); // the office numbers nothing
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            Sql.ReadRows(write.Sqlite(SqliteStreams).Set(write.Owner, Sql.Json(devices)), state.AddStream);
            Sql.ReadRows(write.Sqlite(SqliteOwner).Set(write.Owner), state.SetOwner);
            Sql.ReadRows(write.Sqlite(SqliteById).Set(write.Owner, Sql.Json(records.Select(r => r.Id))), state.AddRecord);
            Sql.ReadRows(write.Sqlite(SqliteBySeq).Set(write.Owner, SequenceJson(numbered)), state.AddRecord);
            if (numbered.FindAll(state.FillsGap) is { Count: > 0 } late)
                Sql.ReadRows(write.Sqlite(SqliteNeighbours).Set(write.Owner, SequenceJson(late)), state.AddNeighbour);
            return state;
        }

        await Sql.ReadRowsAsync(write, cancellationToken,
            (Sql.Batch(PostgresStreams, write.Owner, devices), state.AddStream),
            (Sql.Batch(PostgresOwner, write.Owner), state.SetOwner),
            (Sql.Batch(PostgresById, write.Owner, records.Select(r => r.Id).ToArray()), state.AddRecord),
            (Sql.Batch(PostgresBySeq, write.Owner, numbered.Select(r => r.Device!.Value).ToArray(), numbered.Select(r => r.Seq).ToArray()), state.AddRecord))
            .ConfigureAwait(false);
        if (numbered.FindAll(state.FillsGap) is { Count: > 0 } filling)
        {
            await Sql.ReadRowsAsync(write, cancellationToken,
                (Sql.Batch(PostgresNeighbours, write.Owner, filling.Select(r => r.Device!.Value).ToArray(), filling.Select(r => r.Seq).ToArray()), state.AddNeighbour))
                .ConfigureAwait(false);
        }

        return state;
    }

    private static string SequenceJson(IEnumerable<IncomingRecord> records) => JsonSerializer.Serialize(
        records.Select(r => new object[] { Convert.ToHexString(Conventions.ToBytes(r.Device!.Value)), r.Seq }));

    public static DeviceStream ReadStream(DbDataReader row) => new(
        row.GetInt32(0), row.GetId(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInstantOrNull(6), row.GetInstant(7), row.GetString(8));

    public static StoredRecord ReadRecord(DbDataReader row) => new(
        row.GetInt32(0), row.GetId(1), row.GetIdOrNull(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4), row.GetInstant(5), row.GetTruth(6));
}
