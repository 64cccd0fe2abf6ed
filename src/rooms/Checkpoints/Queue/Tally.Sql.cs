using System.Data.Common;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Queue;

/// <summary>Reads and writes of presses in a batch, side by side for both providers.</summary>
internal static class TallySql
{
    // The order of the columns here is the order Read takes them in.
    public static readonly SetTable<TallyMark> Marks = new SetTable<TallyMark>("checkpoints_tally", "owner", "id")
        .With("owner", t => t.Owner).With("id", t => t.Id).With("checkpoint", t => t.Checkpoint).With("lane", t => t.Lane).With("at", t => t.At)
        .With("report_date", t => t.ReportDate).With("kind", t => t.Kind).With("device", t => t.Device).With("undone_by", t => t.UndoneBy);

    private static readonly string ById = $"select {Marks.ColumnList} from checkpoints_tally where owner = $1 and id";

    public static async ValueTask<Dictionary<Guid, TallyMark>> ReadAsync(WriteTransaction write, Guid[] ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, TallyMark>();
        if (ids.Length == 0)
            return found;
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(ById + " in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(ids)), Take);
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(ById + " = any($2) for update", write.Owner, Conventions.InKeyOrder(ids)), Take)).ConfigureAwait(false);
        return found;

        void Take(DbDataReader row)
        {
            var mark = Read(row);
            found.Add(mark.Id, mark);
        }
    }

    private static TallyMark Read(DbDataReader r) => new(
        r.GetInt32(0), r.GetId(1), r.GetId(2), r.GetId(3), r.GetInstant(4), r.GetDay(5), r.GetString(6), r.GetIdOrNull(7), r.GetIdOrNull(8));
}
