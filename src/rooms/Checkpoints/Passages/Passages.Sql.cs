using System.Data.Common;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>The hot path's reads and writes of the room's tables, side by side for both providers.</summary>
internal static class PassagesSql
{
    public static readonly SetTable<LaneEvent> Events = new SetTable<LaneEvent>("checkpoints_event", "owner", "subject", "id")
        .With("owner", e => e.Owner).With("id", e => e.Id).With("subject", e => e.Subject).With("kind", e => e.Kind)
        .With("checkpoint", e => e.Checkpoint).With("lane", e => e.Lane).With("device", e => e.Device).With("by_user", e => e.ByUser)
        .With("seq", e => e.Seq).With("officer", e => e.Officer).With("event_time", e => e.EventTime).With("estimated", e => e.Estimated)
        .With("received_at", e => e.ReceivedAt).With("device_wall", e => e.DeviceWall).With("corrects", e => e.Corrects).With("body", e => e.Body);

    public static readonly SetTable<QueueCount> Queues = new SetTable<QueueCount>("checkpoints_queue", "owner", "id")
        .With("owner", q => q.Owner).With("id", q => q.Id).With("checkpoint", q => q.Checkpoint).With("lane", q => q.Lane)
        .With("report_date", q => q.ReportDate).With("at", q => q.At).With("length", q => q.Length);

    public static readonly SetTable<ReleasedWhileRestricted> Restricted =
        new SetTable<ReleasedWhileRestricted>("checkpoints_released_while_restricted", "owner", "event", "n")
            .With("owner", r => r.Owner).With("event", r => r.Event).With("n", r => r.N).With("passage", r => r.Passage)
            .With("checkpoint", r => r.Checkpoint).With("person", r => r.Person).With("report_date", r => r.ReportDate).With("at", r => r.At)
            .With("given", r => r.Given).With("known", r => r.Known).With("rules", r => r.Rules);

    // The order of the columns here is the order ReadPassage and ReadOccupant take them in.
    public static readonly SetTable<Passage> Passages = new SetTable<Passage>("checkpoints_passage", "owner", "id")
        .With("owner", p => p.Owner).With("id", p => p.Id).With("checkpoint", p => p.Checkpoint).With("lane", p => p.Lane)
        .With("direction", p => p.Direction).With("category", p => p.Category).With("report_date", p => p.ReportDate).With("hour", p => p.Hour)
        .With("shift", p => p.Shift).With("has_vehicle", p => p.HasVehicle).With("vehicle", p => p.Vehicle).With("plate", p => p.Plate)
        .With("plate_unreadable", p => p.PlateUnreadable).With("unusual", p => p.Unusual).With("persons", p => p.Persons)
        .With("referred", p => p.Referred).With("arrived_at", p => p.ArrivedAt).With("started_at", p => p.StartedAt)
        .With("verdict_at", p => p.VerdictAt).With("left_at", p => p.LeftAt).With("service_ms", p => p.ServiceMs)
        .With("proposed", p => p.Proposed).With("verdict", p => p.Verdict).With("must_look", p => p.MustLook).With("emergency", p => p.Emergency)
        .With("differs", p => p.Differs).With("corrected", p => p.Corrected).With("estimated", p => p.Estimated)
        .With("released_while_restricted", p => p.ReleasedWhileRestricted).With("disagrees", p => p.Disagrees).With("pack_id", p => p.PackId)
        .With("pack_version", p => p.PackVersion).With("officer", p => p.Officer).With("device", p => p.Device).With("check_at", p => p.CheckAt)
        .With("check_seq", p => p.CheckSeq).With("verdict_seq", p => p.VerdictSeq).With("gate_id", p => p.GateId).With("gate_version", p => p.GateVersion)
        .With("failed", p => p.Failed).With("flags", p => p.Flags).With("doubts", p => p.Doubts);

    public static readonly SetTable<Occupant> Occupants = new SetTable<Occupant>("checkpoints_occupant", "owner", "passage", "n")
        .With("owner", o => o.Owner).With("passage", o => o.Passage).With("n", o => o.N).With("person", o => o.Person).With("role", o => o.Role)
        .With("way", o => o.Way).With("name", o => o.Name).With("tail", o => o.Tail).With("temperature_tenths", o => o.TemperatureTenths)
        .With("health_code", o => o.HealthCode).With("proposed", o => o.Proposed).With("must_look", o => o.MustLook).With("rules", o => o.Rules)
        .With("facts", o => o.Facts).With("verdict", o => o.Verdict).With("reason", o => o.Reason).With("pass", o => o.Pass)
        .With("failed", o => o.Failed).With("unchecked", o => o.Unchecked).With("visitor", o => o.Visitor);

    private const string EventColumns =
        "owner, id, subject, kind, checkpoint, lane, device, by_user, seq, officer, event_time, estimated, received_at, device_wall, corrects, body";

    private static readonly string PassagesById = $"select {Passages.ColumnList} from checkpoints_passage where owner = $1 and id";
    private static readonly string OccupantsByPassage = $"select {Occupants.ColumnList} from checkpoints_occupant where owner = $1 and passage";

    // On PostgreSQL one index probe a key, as in the sync: a plan made while the table was young would scan it for ever.
    private static readonly string PostgresPassages = $"""
        select p.* from unnest($2::uuid[]) as k(id)
        cross join lateral (select {Passages.ColumnList} from checkpoints_passage where owner = $1 and id = k.id limit 1 for update) p
        """;

    private static readonly string PostgresOccupants = $"""
        select o.* from unnest($2::uuid[]) as k(id)
        cross join lateral (select {Occupants.ColumnList} from checkpoints_occupant where owner = $1 and passage = k.id offset 0) o
        """;

    private const string EventsBySubject = $"select {EventColumns} from checkpoints_event where owner = $1 and subject";
    private const string OfArray = " = any($2)";
    private const string OfJson = " in (select unhex(value) from json_each($2))";

    /// <summary>The passages and their occupants as stored. On PostgreSQL the passages are locked in key order.</summary>
    public static async ValueTask ReadPassagesAsync(
        WriteTransaction write, IReadOnlyCollection<Guid> ids, Action<DbDataReader> passage, Action<DbDataReader> occupant, CancellationToken cancellationToken)
    {
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            var json = Sql.Json(ids);
            Sql.ReadRows(write.Sqlite(PassagesById + OfJson).Set(write.Owner, json), passage);
            Sql.ReadRows(write.Sqlite(OccupantsByPassage + OfJson).Set(write.Owner, json), occupant);
            return;
        }

        var array = Conventions.InKeyOrder(ids);
        await Sql.ReadRowsAsync(write, cancellationToken,
            (Sql.Batch(PostgresPassages, write.Owner, array), passage),
            (Sql.Batch(PostgresOccupants, write.Owner, array), occupant)).ConfigureAwait(false);
    }

    /// <summary>All events of passages.</summary>
    public static async ValueTask<List<LaneEvent>> ReadEventsOfAsync(
        WriteTransaction write, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        var events = new List<LaneEvent>();
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(EventsBySubject + OfJson).Set(write.Owner, Sql.Json(subjects)), row => events.Add(ReadEvent(row)));
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(EventsBySubject + OfArray, write.Owner, subjects.ToArray()), row => events.Add(ReadEvent(row)))).ConfigureAwait(false);
        return events;
    }

    /// <summary>Removes occupants that the last check no longer names.</summary>
    public static void Remove(WriteTransaction write, IReadOnlyList<PassageFold> passages)
    {
        const string sql = "delete from checkpoints_occupant where owner = $1 and passage = $2 and n = $3";
        foreach (var passage in passages)
        {
            foreach (var n in passage.Gone)
            {
                if (write.Store.Provider == StorageProvider.Sqlite)
                    write.Sqlite(sql).Set(write.Owner, passage.Row.Id, n).ExecuteNonQuery();
                else
                    write.Enqueue(Sql.Batch(sql, write.Owner, passage.Row.Id, n));
            }
        }
    }

    public static Passage ReadPassage(DbDataReader r) => new()
    {
        Owner = r.GetInt32(0),
        Id = r.GetId(1),
        Checkpoint = r.GetId(2),
        Lane = r.GetId(3),
        Direction = r.GetString(4),
        Category = r.GetString(5),
        ReportDate = r.GetDay(6),
        Hour = r.GetInt32(7),
        Shift = r.GetInt32(8),
        HasVehicle = r.GetTruth(9),
        Vehicle = r.GetIdOrNull(10),
        Plate = r.GetTextOrNull(11),
        PlateUnreadable = r.GetTruth(12),
        Unusual = r.GetTruth(13),
        Persons = r.GetInt32(14),
        Referred = r.GetInt32(15),
        ArrivedAt = r.GetInstantOrNull(16),
        StartedAt = r.GetInstantOrNull(17),
        VerdictAt = r.GetInstantOrNull(18),
        LeftAt = r.GetInstantOrNull(19),
        ServiceMs = r.GetIntOrNull(20),
        Proposed = r.GetTextOrNull(21),
        Verdict = r.GetTextOrNull(22),
        MustLook = r.GetTruth(23),
        Emergency = r.GetTruth(24),
        Differs = r.GetTruth(25),
        Corrected = r.GetTruth(26),
        Estimated = r.GetTruth(27),
        ReleasedWhileRestricted = r.GetTruth(28),
        Disagrees = r.GetTruth(29),
        PackId = r.GetTextOrNull(30),
        PackVersion = r.GetIntOrNull(31),
        Officer = r.GetIdOrNull(32),
        Device = r.GetIdOrNull(33),
        CheckAt = r.GetInstantOrNull(34),
        CheckSeq = r.GetInt64(35),
        VerdictSeq = r.GetInt64(36),
        GateId = r.GetTextOrNull(37),
        GateVersion = r.GetIntOrNull(38),
        Failed = r.GetTextOrNull(39),
        Flags = r.GetTextOrNull(40),
        Doubts = r.GetTextOrNull(41),
    };

    public static Occupant ReadOccupant(DbDataReader r) => new()
    {
        Owner = r.GetInt32(0),
        Passage = r.GetId(1),
        N = r.GetInt32(2),
        Person = r.GetIdOrNull(3),
        Role = r.GetString(4),
        Way = r.GetString(5),
        Name = r.GetTextOrNull(6),
        Tail = r.GetTextOrNull(7),
        TemperatureTenths = r.GetIntOrNull(8),
        HealthCode = r.GetTextOrNull(9),
        Proposed = r.GetTextOrNull(10),
        MustLook = r.GetTruth(11),
        Rules = r.GetTextOrNull(12),
        Facts = r.GetTextOrNull(13),
        Verdict = r.GetTextOrNull(14),
        Reason = r.GetTextOrNull(15),
        Pass = r.GetIdOrNull(16),
        Failed = r.GetTextOrNull(17),
        Unchecked = r.GetTextOrNull(18),
        Visitor = r.GetTextOrNull(19),
    };

    private static LaneEvent ReadEvent(DbDataReader r) => new(
        r.GetInt32(0), r.GetId(1), r.GetId(2), r.GetString(3), r.GetId(4), r.GetId(5), r.GetIdOrNull(6), r.GetIdOrNull(7), r.GetInt64(8), r.GetIdOrNull(9),
        r.GetInstant(10), r.GetTruth(11), r.GetInstant(12), r.GetInt64(13), r.GetIdOrNull(14), r.GetFieldValue<byte[]>(15));
}
