using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What a room may ask about the records of an owner, whatever their room.</summary>
public static class StoredRecords
{
    private const string Which = "select id from kernel_record where owner = $1 and id";

    /// <summary>Which of these records are stored.</summary>
    public static async ValueTask<IReadOnlyCollection<Guid>> WhichAsync(WriteTransaction write, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var stored = new List<Guid>();
        if (ids.Count == 0)
            return stored;
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(Which + " in (select unhex(value) from json_each($2))").Set(write.Owner, Sql.Json(ids)), row => stored.Add(row.GetId(0)));
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(Which + " = any($2)", write.Owner, ids.ToArray()), row => stored.Add(row.GetId(0)))).ConfigureAwait(false);
        return stored;
    }
}
