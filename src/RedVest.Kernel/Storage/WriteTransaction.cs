using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>One transaction of one owner, which ends with its audit rows and its feed row.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteConstraint = 19;

    private readonly DbTransaction _transaction;
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);
    private readonly List<AuditEntry> _entries = [];
    private NpgsqlBatch? _queued;
    private bool _committed;
    private bool _broken;

    internal WriteTransaction(Store store, DbConnection connection, DbTransaction transaction, int owner)
    {
        Store = store;
        Connection = connection;
        _transaction = transaction;
        Owner = owner;
        At = store.Clock.Now();
        Id = store.Clock.NewId();
    }

    public Store Store { get; }

    public int Owner { get; }

    /// <summary>The instant of this write, the same for all its rows.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The id that ties the audit rows of this write to its feed row.</summary>
    public Guid Id { get; }

    public DbConnection Connection { get; }

    public NpgsqlConnection Postgres => (NpgsqlConnection)Connection;

    internal SqliteWriter? Writer { get; init; }

    internal WriteGate.Pass Pass { get; init; }

    internal bool OwnsConnection { get; init; }

    internal bool RaisesRevision { get; private set; }

    internal IReadOnlyList<AuditEntry> Entries => _entries;

    internal IEnumerable<string> Tables => _tables;

    /// <summary>Says what happened; the row is written in this transaction.</summary>
    public void Did(AuditEntry entry) => _entries.Add(entry);

    /// <summary>Names a table that this write changes; the feed row carries it.</summary>
    public void Touches(string table) => _tables.Add(table);

    /// <summary>Raises the owner's revision: packs, areas, trust or revocations changed, every node reloads before its next batch.</summary>
    public void RaiseRevision() => RaisesRevision = true;

    /// <summary>A SQLite command, prepared once and kept: set its parameters with <see cref="Sql.Set"/>.</summary>
    public SqliteCommand Sqlite(string sql)
    {
        if (Writer is { } writer)
            return writer.Command(sql, (SqliteTransaction)_transaction);
        var command = ((SqliteConnection)Connection).CreateCommand();
        command.CommandText = sql;
        command.Transaction = (SqliteTransaction)_transaction;
        return command;
    }

    /// <summary>Queues a PostgreSQL statement; all queued ones go out in one round trip, at the latest before the commit.</summary>
    public void Enqueue(NpgsqlBatchCommand command) => (_queued ??= new NpgsqlBatch(Postgres)).BatchCommands.Add(command);

    /// <summary>Sends what is queued.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_queued is null)
            return;
        await using var batch = _queued;
        _queued = null;
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes audit and feed rows, commits. When it throws, nothing was written; only when the answer to COMMIT was lost it throws
    /// <see cref="CommitUnknownException"/>: the rows may or may not be there, and must be read again before anyone is answered.
    /// </summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (!Faults.WithoutAuditAndFeed)
            await FeedSql.WriteAsync(this, cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await CommitWithoutFeedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits rows that speak of the feed itself: seals. Everything else has a feed row.</summary>
    internal async Task CommitWithoutFeedAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Faults.BeforeCommit?.Invoke(this);
            var since = Stopwatch.GetTimestamp();
            await _transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            _committed = true;
            Store.Meters?.Committed(Owner, Stopwatch.GetElapsedTime(since));
            Faults.AfterCommit?.Invoke(this);
        }
        catch (Exception broken) when (broken is DbException or IOException or TimeoutException && !SaysNo(broken))
        {
            _broken = true;
            throw new CommitUnknownException(broken);
        }
    }

    /// <summary>
    /// Whether the database answered COMMIT, and its answer was no: a constraint kept to the end, a lost race, a lock. 40003 is PostgreSQL's own
    /// word for "not known".
    /// </summary>
    internal static bool SaysNo(Exception broken) => broken switch
    {
        PostgresException { SqlState: not PostgresErrorCodes.StatementCompletionUnknown and (['2', '3', ..] or ['4', '0', ..]) } => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteConstraint } => true,
        _ => false,
    };

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_committed && !_broken)
                await _transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is DbException or InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }
        finally
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
            if (OwnsConnection)
                await Connection.DisposeAsync().ConfigureAwait(false);
            if (_committed)
                Store.ShortenLog(Writer?.TakePagesWritten() ?? 0);
            Pass.Dispose();
        }
    }

    /// <summary>Where tests break a commit, before or after it took effect, and where the bench learns what audit and feed cost.</summary>
    internal static class Faults
    {
        internal static bool WithoutAuditAndFeed { get; set; }

        internal static Action<WriteTransaction>? BeforeCommit { get; set; }

        internal static Action<WriteTransaction>? AfterCommit { get; set; }
    }
}

/// <summary>COMMIT was sent and no answer came: whether the rows are stored is not known until they are read again.</summary>
public sealed class CommitUnknownException : Exception
{
    public CommitUnknownException(Exception cause)
        : base("The commit was sent and its answer was lost.", cause)
    {
    }
}
