using Microsoft.Data.Sqlite;

namespace RedVest.Kernel.Storage;

/// <summary>
/// Keeps the write-ahead log of the SQLite file short. SQLite's own checkpoint (every 1,000 pages) never waits, so while reads overlap, the
/// log is never begun anew, and the file never shrinks. Above the limit the log is emptied and cut, with a short wait for the reads under
/// way: whoever begins to read meanwhile finds everything in the database and no longer stands in the way. A read that takes longer is left
/// alone, and it is tried again later.
/// </summary>
internal sealed class SqliteLog(string file) : IDisposable
{
    /// <summary>How many commits pass before a log that could not be cut is tried again.</summary>
    internal const int CommitsBetween = 256;

    private SqliteConnection? _connection;
    private int _commits;

    /// <summary>Bytes: four of SQLite's own checkpoints, so that it is reached only when those were hindered.</summary>
    public long Limit { get; set; } = 16 * 1024 * 1024;

    /// <summary>Waits for readers at most 10 ms. Called after a commit by whoever holds the gate, so that no other writer comes between.</summary>
    public void Shorten()
    {
        if (new FileInfo(file + "-wal") is not { Exists: true } log || log.Length <= Limit)
        {
            _commits = 0;
            return;
        }

        if (_commits++ % CommitsBetween != 0)
            return;
        try
        {
            _connection ??= Open();
            using var command = _connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The write is committed; a log that stays long is not worth failing it.
            _connection?.Dispose();
            _connection = null;
        }
    }

    public void Dispose() => _connection?.Dispose();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(Store.SqliteConnectionString(file, pooling: false));
        connection.Open();
        using var patience = connection.CreateCommand();
        patience.CommandText = "pragma busy_timeout=10";
        patience.ExecuteNonQuery();
        return connection;
    }
}
