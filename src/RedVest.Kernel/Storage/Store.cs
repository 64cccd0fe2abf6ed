using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>The way to the database: one a process. Reads open connections of their own; all writing passes <see cref="BeginAsync"/>
/// or <see cref="RedVestDb.WriteAsync{T}"/>.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly WriteGate _gate = new();
    private readonly NpgsqlDataSource? _postgres;
    private readonly SqliteLog? _log;
    private SqliteWriter? _writer;

    /// <param name="meters">Where commits are measured; null: nowhere (tools, tests of other things).</param>
    public Store(
        StorageOptions options, IEnumerable<RoomAssembly> rooms, TimeProvider clock, Action<NpgsqlDataSourceBuilder>? configure = null, IMeterFactory? meters = null)
    {
        Options = options;
        Meters = meters is null ? null : new StorageMeters(meters);
        _log = options.Provider == StorageProvider.Sqlite ? new SqliteLog(options.File) : null;
        Rooms = [.. rooms];
        Clock = clock;
        if (options.Provider == StorageProvider.Postgres)
            _postgres = CreateDataSource(options.ConnectionString, configure);
    }

    public StorageOptions Options { get; }

    public StorageProvider Provider => Options.Provider;

    public IReadOnlyList<RoomAssembly> Rooms { get; }

    public TimeProvider Clock { get; }

    internal StorageMeters? Meters { get; }

    internal SqliteLog? Log => _log;

    /// <summary>The role that everything but migration and retention runs as: no UPDATE, no DELETE on append-only tables.</summary>
    public const string ApplicationRole = "redvest_app";

    public NpgsqlDataSource Postgres => _postgres ?? throw new InvalidOperationException("This store is not on PostgreSQL.");

    /// <summary>A connection string for readers of the SQLite file.</summary>
    public string SqliteReaders => SqliteConnectionString(Options.File, pooling: true);

    /// <summary>Opens a connection for reading. Dispose it.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_postgres is not null)
            return await _postgres.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var connection = new SqliteConnection(SqliteReaders);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    /// <summary>
    /// Begins one transaction of one owner for SQL written by hand. Nothing is written unless
    /// <see cref="WriteTransaction.CommitAsync"/> has returned. Dispose it.
    /// </summary>
    public async ValueTask<WriteTransaction> BeginAsync(int owner, WriteLane lane, CancellationToken cancellationToken)
    {
        if (_postgres is not null)
        {
            var connection = await _postgres.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                return new WriteTransaction(this, connection, transaction, owner) { OwnsConnection = true };
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        var pass = await _gate.EnterAsync(lane, cancellationToken).ConfigureAwait(false);
        try
        {
            _writer ??= new SqliteWriter(SqliteConnectionString(Options.File, pooling: false));
            return new WriteTransaction(this, _writer.Connection, _writer.Begin(), owner) { Pass = pass, Writer = _writer };
        }
        catch
        {
            _writer?.Dispose();
            _writer = null; // opened anew by the next
            pass.Dispose();
            throw;
        }
    }

    /// <summary>After a commit, by whoever holds the gate.</summary>
    /// <param name="pages">How many pages it wrote, or about as many.</param>
    internal void ShortenLog(int pages) => _log?.Shorten(pages);

    /// <summary>Waits until this writer may go. PostgreSQL queues its writers itself.</summary>
    internal ValueTask<WriteGate.Pass> EnterAsync(WriteLane lane, CancellationToken cancellationToken) =>
        _postgres is null ? _gate.EnterAsync(lane, cancellationToken) : ValueTask.FromResult(default(WriteGate.Pass));

    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        _log?.Dispose();
        if (_postgres is not null)
            await _postgres.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>SQLite's settings, said at every connection: the journal is a log, a commit is on the disk when it returns.</summary>
    internal static string SqliteConnectionString(string file, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Pooling = pooling,
        ForeignKeys = true,
        DefaultTimeout = 5,
    }.ToString();

    private static NpgsqlDataSource CreateDataSource(string connectionString, Action<NpgsqlDataSourceBuilder>? configure)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        if (!settings.ContainsKey("Maximum Pool Size"))
            settings.MaxPoolSize = 16;
        (settings.IncludeErrorDetail, settings.LogParameters) = (false, false); // whatever the operator wrote: they quote rows
        settings.MaxAutoPrepare = 128;
        settings.AutoPrepareMinUsages = 2;
        settings.Options = $"{settings.Options} -c role={ApplicationRole}".Trim(); // a session default, so that a reset returns to it
        configure?.Invoke(builder);
        return builder.Build();
    }
}
