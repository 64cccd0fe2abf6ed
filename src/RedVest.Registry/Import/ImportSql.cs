using System.Data.Common;
using Npgsql;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Import;

/// <summary>Small SQL of imports, the same text on both providers unless a plan needs another.</summary>
internal static class ImportSql
{
    /// <summary>Runs a statement now.</summary>
    /// <returns>How many rows it changed.</returns>
    public static async ValueTask<int> ExecuteAsync(WriteTransaction write, string sql, CancellationToken cancellationToken, params object?[] values)
    {
        if (write.Store.Provider == StorageProvider.Sqlite)
            return write.Sqlite(sql).Set(values).ExecuteNonQuery();
        await write.FlushAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, write.Postgres);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a statement once a row; on PostgreSQL it waits for the next flush.</summary>
    public static void Execute(WriteTransaction write, string sql, params object?[] values)
    {
        if (write.Store.Provider == StorageProvider.Sqlite)
            write.Sqlite(sql).Set(values).ExecuteNonQuery();
        else
            write.Enqueue(Sql.Batch(sql, [.. values.Select(v => v ?? DBNull.Value)]));
    }

    /// <summary>Reads the rows of many keys: one index probe a key on both.</summary>
    public static async ValueTask ReadAsync<TKey>(
        WriteTransaction write, string sqlite, string postgres, string json, TKey[] keys, Action<DbDataReader> take, CancellationToken cancellationToken)
    {
        if (keys.Length == 0)
            return;
        if (write.Store.Provider == StorageProvider.Sqlite)
            Sql.ReadRows(write.Sqlite(sqlite).Set(write.Owner, json), take);
        else
            await Sql.ReadRowsAsync(write, cancellationToken, (Sql.Batch(postgres, write.Owner, keys), take));
    }
}
