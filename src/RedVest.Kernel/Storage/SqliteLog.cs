using Microsoft.Data.Sqlite;

namespace RedVest.Kernel.Storage;

/// <summary>
/// Keeps the write-ahead log of the SQLite file short without making a writer wait for it. Nobody else folds the log into the file (SQLite's
/// own way lets the writer that crosses a mark do all of it). When enough was written, a thread of its own copies most of it while writing
/// goes on; the next writer, still holding the gate, copies the little that came meanwhile, so that the log begins anew. A log that grew
/// because a long read stood in the way is cut, with a short wait for the reads under way.
/// </summary>
internal sealed class SqliteLog(string file) : IDisposable
{
    private const int Page = 4096;

    private readonly Lock _use = new();
    private SqliteConnection? _connection;
    private long _written;
    private volatile bool _isCopying;
    private volatile bool _isCopied;
    private bool _isDisposed;

    /// <summary>How many bytes are written before the log is folded into the file.</summary>
    public long Limit { get; set; } = 8 * 1024 * 1024;

    /// <summary>Called after a commit by whoever holds the gate, so that no other writer comes between.</summary>
    /// <param name="pages">How many the commit wrote, or about as many.</param>
    public void Shorten(int pages)
    {
        _written += (long)pages * Page;
        if (_isCopied)
        {
            _isCopied = false;
            _written = 0;
            Run(new FileInfo(file + "-wal") is { Exists: true } log && log.Length > 2 * Limit ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)");
        }
        else if (_written > Limit && !_isCopying)
        {
            _isCopying = true;
            _ = Task.Factory.StartNew(Copy, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    public void Dispose()
    {
        lock (_use)
        {
            _isDisposed = true; // a copy that was about to begin must not open the file again
            _connection?.Dispose();
        }
    }

    private void Copy()
    {
        Run("pragma wal_checkpoint(passive)");
        _isCopied = true;
        _isCopying = false;
    }

    private void Run(string checkpoint)
    {
        lock (_use)
        {
            if (_isDisposed)
                return;
            try
            {
                _connection ??= Open();
                using var command = _connection.CreateCommand();
                command.CommandText = checkpoint;
                command.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // What was written is committed; a log that stays long is not worth failing it.
                _connection?.Dispose();
                _connection = null;
            }
        }
    }

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
