using System.Data.Common;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Reads and writes of loops in a batch, side by side for both providers.</summary>
internal static class LoopsSql
{
    // The order of the columns here is the order ReadLink and ReadLoop take them in.
    public static readonly SetTable<LoopLink> Links = new SetTable<LoopLink>("kernel_loop_link", "owner", "loop", "id", "step")
        .With("owner", l => l.Owner).With("loop", l => l.Loop).With("id", l => l.Id).With("step", l => l.Step).With("kind", l => l.Kind)
        .With("place", l => l.Place).With("giver", l => l.Giver).With("taker", l => l.Taker).With("reason", l => l.Reason)
        .With("stage", l => l.Stage).With("next", l => l.Next).With("due_at", l => l.DueAt).With("station", l => l.Station).With("carrier", l => l.Carrier).With("at", l => l.At)
        .With("estimated", l => l.Estimated).With("seq", l => l.Seq).With("device", l => l.Device).With("officer", l => l.Officer).With("by_user", l => l.ByUser);

    public static readonly SetTable<Loop> Loops = new SetTable<Loop>("kernel_loop", "owner", "id")
        .With("owner", l => l.Owner).With("id", l => l.Id).With("kind", l => l.Kind).With("place", l => l.Place).With("subject", l => l.Subject)
        .With("part", l => l.Part).With("about", l => l.About).With("custodian", l => l.Custodian).With("since", l => l.Since).With("opened_at", l => l.OpenedAt)
        .With("taken_at", l => l.TakenAt).With("given", l => l.Given).With("stage", l => l.Stage).With("next", l => l.Next).With("due_at", l => l.DueAt)
        .With("station", l => l.Station).With("rides_in", l => l.RidesIn).With("carries", l => l.Carries).With("ended_at", l => l.EndedAt).With("end_reason", l => l.EndReason);

    private static readonly string SqliteLoops = $"select {Loops.ColumnList} from kernel_loop where owner = $1 and id in (select unhex(value) from json_each($2))";
    private static readonly string SqliteLinks = $"select {Links.ColumnList} from kernel_loop_link where owner = $1 and loop in (select unhex(value) from json_each($2))";

    // What rides is found before anything is locked: two writers who each come upon the other's loops later would wait for each other.
    // One index probe a key, as in the sync: a plan made while the table was young would scan it for ever.
    private const string PostgresKeys = """
        with recursive k(id) as (
          select unnest($2::uuid[])
          union
          select c.id from k cross join lateral (
            (select loop as id from kernel_loop_link where owner = $1 and carrier = k.id offset 0)
            union all
            (select carrier from kernel_loop_link where owner = $1 and loop = k.id and carrier is not null offset 0)) c)
        """;

    private static readonly string PostgresLoops = PostgresKeys + $"""

        select l.* from (select id from k order by id) as k
        cross join lateral (select {Loops.ColumnList} from kernel_loop where owner = $1 and id = k.id limit 1 for update) l
        """;

    private static readonly string PostgresLinks = PostgresKeys + $"""

        select l.* from k cross join lateral (select {Links.ColumnList} from kernel_loop_link where owner = $1 and loop = k.id offset 0) l
        """;

    /// <summary>
    /// Loops, then their links. On PostgreSQL the loops are locked first, in key order, so that no link of theirs comes between; what they ride in and
    /// what rides in them comes with them, and may have been read before.
    /// </summary>
    public static async ValueTask ReadAsync(
        WriteTransaction write, IReadOnlyCollection<Guid> ids, Action<Loop> loop, Action<LoopLink> link, CancellationToken cancellationToken)
    {
        if (write.Store.Provider == StorageProvider.Sqlite)
        {
            var json = Sql.Json(ids);
            Sql.ReadRows(write.Sqlite(SqliteLoops).Set(write.Owner, json), row => loop(ReadLoop(row)));
            Sql.ReadRows(write.Sqlite(SqliteLinks).Set(write.Owner, json), row => link(ReadLink(row)));
            return;
        }

        var array = ids.ToArray();
        await Sql.ReadRowsAsync(write, cancellationToken,
            (Sql.Batch(PostgresLoops, write.Owner, array), row => loop(ReadLoop(row))),
            (Sql.Batch(PostgresLinks, write.Owner, array), row => link(ReadLink(row)))).ConfigureAwait(false);
    }

    /// <summary>What ever rode in these loops.</summary>
    public static async ValueTask ReadRidersAsync(WriteTransaction write, IReadOnlyCollection<Guid> carriers, Action<Guid> rider, CancellationToken cancellationToken)
    {
        const string Riders = "select distinct loop from kernel_loop_link where owner = $1 and carrier";
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(Riders + " in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(carriers)), row => rider(row.GetId(0)));
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(Riders + " = any($2)", write.Owner, carriers.ToArray()), row => rider(row.GetId(0)))).ConfigureAwait(false);
    }

    private static LoopLink ReadLink(DbDataReader r) => new(
        r.GetInt32(0), r.GetId(1), r.GetId(2), r.GetString(3), r.GetString(4), r.GetId(5), r.GetTextOrNull(6), r.GetTextOrNull(7), r.GetTextOrNull(8),
        r.GetTextOrNull(9), r.GetTextOrNull(10), r.GetInstantOrNull(11), r.GetIdOrNull(12), r.GetIdOrNull(13), r.GetInstant(14), r.GetTruth(15),
        r.GetInt64(16), r.GetIdOrNull(17), r.GetIdOrNull(18), r.GetIdOrNull(19));

    private static Loop ReadLoop(DbDataReader r) => new()
    {
        Owner = r.GetInt32(0),
        Id = r.GetId(1),
        Kind = r.GetString(2),
        Place = r.GetId(3),
        Subject = r.GetIdOrNull(4),
        Part = r.GetIntOrNull(5),
        About = r.GetIdOrNull(6),
        Custodian = r.GetTextOrNull(7),
        Since = r.GetInstant(8),
        OpenedAt = r.GetInstant(9),
        TakenAt = r.GetInstantOrNull(10),
        Given = r.GetTextOrNull(11),
        Stage = r.GetTextOrNull(12),
        Next = r.GetTextOrNull(13),
        DueAt = r.GetInstantOrNull(14),
        Station = r.GetIdOrNull(15),
        RidesIn = r.GetIdOrNull(16),
        Carries = r.GetTruth(17),
        EndedAt = r.GetInstantOrNull(18),
        EndReason = r.GetTextOrNull(19),
    };
}
