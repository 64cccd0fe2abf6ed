using System.Data.Common;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Freight;

/// <summary>Reads and writes of trips in a batch, side by side for both providers.</summary>
internal static class TripsSql
{
    public static readonly SetTable<TripEvent> Events = new SetTable<TripEvent>(TripEvent.Table, "owner", "trip", "id")
        .With("owner", e => e.Owner).With("id", e => e.Id).With("trip", e => e.Trip).With("kind", e => e.Kind).With("checkpoint", e => e.Checkpoint)
        .With("device", e => e.Device).With("by_user", e => e.ByUser).With("seq", e => e.Seq).With("officer", e => e.Officer)
        .With("event_time", e => e.EventTime).With("estimated", e => e.Estimated).With("received_at", e => e.ReceivedAt).With("body", e => e.Body);

    public static readonly SetTable<TripCrew> Crew = new SetTable<TripCrew>("checkpoints_trip_crew", "owner", "trip", "n")
        .With("owner", c => c.Owner).With("trip", c => c.Trip).With("n", c => c.N).With("role", c => c.Role).With("person", c => c.Person)
        .With("name", c => c.Name).With("tail", c => c.Tail);

    // The order of the columns here is the order ReadTrip takes them in.
    public static readonly SetTable<Trip> Trips = new SetTable<Trip>("checkpoints_trip", "owner", "id")
        .With("owner", t => t.Owner).With("id", t => t.Id).With("checkpoint", t => t.Checkpoint).With("announced_at", t => t.AnnouncedAt)
        .With("consignor", t => t.Consignor).With("consignee", t => t.Consignee).With("goods", t => t.Goods).With("plate", t => t.Plate)
        .With("trailer", t => t.Trailer).With("permit", t => t.Permit).With("from_region", t => t.FromRegion).With("to_region", t => t.ToRegion)
        .With("route", t => t.Route).With("expected_at", t => t.ExpectedAt).With("hours", t => t.Hours).With("entered_at", t => t.EnteredAt)
        .With("entry_passage", t => t.EntryPassage).With("exit_at", t => t.ExitAt).With("exit_passage", t => t.ExitPassage).With("seal", t => t.Seal)
        .With("sealed_at", t => t.SealedAt).With("seal_photo", t => t.SealPhoto).With("seal_checked_at", t => t.SealCheckedAt)
        .With("seal_found", t => t.SealFound).With("breached", t => t.Breached).With("escort", t => t.Escort).With("escort_at", t => t.EscortAt)
        .With("unusual", t => t.Unusual).With("said_at", t => t.SaidAt);

    private static readonly string SqliteTrips = $"""
        select {Trips.ColumnList} from checkpoints_trip where owner = $1 and (id in (select unhex(value) from json_each($2))
        or permit in (select value from json_each($3)))
        """;

    private static readonly string PostgresTrips = $"""
        select {Trips.ColumnList} from checkpoints_trip where owner = $1 and (id = any($2) or permit = any($3)) order by id for update
        """;

    /// <summary>The trips of these ids and of these permits.</summary>
    public static async ValueTask<List<Trip>> ReadAsync(
        WriteTransaction write, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> permits, CancellationToken cancellationToken)
    {
        var trips = new List<Trip>();
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(SqliteTrips).Set(write.Owner, Sql.Json(ids), Sql.Json(permits)), row => trips.Add(ReadTrip(row)));
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(PostgresTrips, write.Owner, ids.ToArray(), permits.ToArray()), row => trips.Add(ReadTrip(row)))).ConfigureAwait(false);
        return trips;
    }

    /// <summary>Removes the crew of trips that were announced anew.</summary>
    public static void RemoveCrew(WriteTransaction write, IEnumerable<Guid> trips)
    {
        const string sql = "delete from checkpoints_trip_crew where owner = $1 and trip = $2";
        foreach (var trip in trips)
        {
            if (write.Store.Provider == StorageProvider.Sqlite)
                write.Sqlite(sql).Set(write.Owner, trip).ExecuteNonQuery();
            else
                write.Enqueue(Sql.Batch(sql, write.Owner, trip));
        }
    }

    private static Trip ReadTrip(DbDataReader r) => new()
    {
        Owner = r.GetInt32(0),
        Id = r.GetId(1),
        Checkpoint = r.GetId(2),
        AnnouncedAt = r.GetInstantOrNull(3),
        Consignor = r.GetTextOrNull(4),
        Consignee = r.GetTextOrNull(5),
        Goods = r.GetTextOrNull(6),
        Plate = r.GetTextOrNull(7),
        Trailer = r.GetTextOrNull(8),
        Permit = r.GetTextOrNull(9),
        FromRegion = r.GetTextOrNull(10),
        ToRegion = r.GetTextOrNull(11),
        Route = r.GetTextOrNull(12),
        ExpectedAt = r.GetInstantOrNull(13),
        Hours = r.GetInt32(14),
        EnteredAt = r.GetInstantOrNull(15),
        EntryPassage = r.GetIdOrNull(16),
        ExitAt = r.GetInstantOrNull(17),
        ExitPassage = r.GetIdOrNull(18),
        Seal = r.GetTextOrNull(19),
        SealedAt = r.GetInstantOrNull(20),
        SealPhoto = r.GetIdOrNull(21),
        SealCheckedAt = r.GetInstantOrNull(22),
        SealFound = r.GetTextOrNull(23),
        Breached = r.GetTruth(24),
        Escort = r.GetTextOrNull(25),
        EscortAt = r.GetInstantOrNull(26),
        Unusual = r.GetTruth(27),
        SaidAt = r.GetInstantOrNull(28),
    };
}
