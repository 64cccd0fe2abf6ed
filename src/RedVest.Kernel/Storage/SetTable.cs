using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>
/// Set-based writing of one table on the hot path: on SQLite a prepared single-row statement in a loop, on PostgreSQL one statement over
/// arrays (both measured as the fastest there). A test reads back through EF what this wrote.
/// </summary>
/// <param name="table">The table's name.</param>
/// <param name="key">Its primary key columns.</param>
public sealed class SetTable<TRow>(string table, params string[] key)
{
    private readonly List<Column> _columns = [];
    private readonly ConcurrentDictionary<OnConflict, (string Sqlite, string Postgres)> _sql = [];

    public enum OnConflict
    {
        /// <summary>A known key is a failure.</summary>
        Fail,

        /// <summary>A known key (any unique one) is left as it is.</summary>
        Ignore,

        /// <summary>A known primary key gets the new values.</summary>
        Update,
    }

    /// <summary>The columns in order, for a select that reads them back.</summary>
    public string ColumnList => string.Join(", ", _columns.Select(c => c.Name));

    /// <summary>Adds a column; the order is the order of the SQL.</summary>
    public SetTable<TRow> With<TValue>(string name, Func<TRow, TValue> value)
    {
        _columns.Add(new Column<TValue>(name, value));
        return this;
    }

    /// <summary>
    /// Writes the rows in their order. On PostgreSQL the statement is queued and goes out with the transaction's next flush.
    /// </summary>
    public void Write(WriteTransaction write, IReadOnlyCollection<TRow> rows, OnConflict conflict = OnConflict.Fail)
    {
        if (rows.Count == 0)
            return;
        write.Touches(table);
        if (write.Store.Provider == StorageProvider.Sqlite)
            WriteSqlite(write, rows, conflict);
        else
            write.Enqueue(PostgresCommand(rows, conflict));
    }

    /// <summary>Writes the rows that are not there yet, at once.</summary>
    /// <returns>How many went in; a smaller number than given means that others hold some of the keys: read again.</returns>
    public async ValueTask<int> WriteNewAsync(WriteTransaction write, IReadOnlyCollection<TRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return 0;
        write.Touches(table);
        if (write.Store.Provider == StorageProvider.Sqlite)
            return WriteSqlite(write, rows, OnConflict.Ignore);
        await using var batch = new NpgsqlBatch(write.Postgres) { BatchCommands = { PostgresCommand(rows, OnConflict.Ignore) } };
        return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private int WriteSqlite(WriteTransaction write, IReadOnlyCollection<TRow> rows, OnConflict conflict)
    {
        var sql = SqlFor(conflict).Sqlite;
        if (write.Writer is { } writer)
            return WriteSqlite(writer.Statement(sql), rows);
        using var once = new SqliteStatement((SqliteConnection)write.Connection, sql);
        return WriteSqlite(once, rows);
    }

    private int WriteSqlite(SqliteStatement statement, IReadOnlyCollection<TRow> rows)
    {
        var written = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Count; i++)
                _columns[i].Bind(statement, i + 1, row);
            written += statement.Execute();
        }

        return written;
    }

    private NpgsqlBatchCommand PostgresCommand(IReadOnlyCollection<TRow> rows, OnConflict conflict)
    {
        var command = new NpgsqlBatchCommand(SqlFor(conflict).Postgres);
        foreach (var column in _columns)
            command.Parameters.Add(column.Postgres(rows));
        return command;
    }

    private (string Sqlite, string Postgres) SqlFor(OnConflict conflict) => _sql.GetOrAdd(conflict, _ =>
    {
        var names = string.Join(", ", _columns.Select(c => c.Name));
        var tail = conflict switch
        {
            OnConflict.Fail => "",
            OnConflict.Ignore => " on conflict do nothing",
            OnConflict.Update => $" on conflict ({string.Join(", ", key)}) do update set "
                + string.Join(", ", _columns.Where(c => !key.Contains(c.Name)).Select(c => $"{c.Name} = excluded.{c.Name}")),
        };
        var numbers = string.Join(", ", _columns.Select((_, i) => FormattableString.Invariant($"${i + 1}")));
        var arrays = string.Join(", ", _columns.Select((c, i) => FormattableString.Invariant($"${i + 1}::{c.PostgresType}[]")));
        return ($"insert into {table} ({names}) values ({numbers}){tail}",
            $"insert into {table} ({names}) select * from unnest({arrays}){tail}");
    });

    private abstract class Column(string name)
    {
        public string Name { get; } = name;

        public abstract string PostgresType { get; }

        public abstract void Bind(SqliteStatement statement, int at, TRow row);

        public abstract NpgsqlParameter Postgres(IReadOnlyCollection<TRow> rows);
    }

    private sealed class Column<TValue>(string name, Func<TRow, TValue> value) : Column(name)
    {
        private readonly Action<SqliteStatement, int, TValue> _bind = SqliteStatement.Binder<TValue>();

        public override string PostgresType { get; } = (Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue)) switch
        {
            var t when t == typeof(Guid) => "uuid",
            var t when t == typeof(string) => "text",
            var t when t == typeof(int) => "int",
            var t when t == typeof(long) => "bigint",
            var t when t == typeof(bool) => "bool",
            var t when t == typeof(DateTimeOffset) => "timestamptz",
            var t when t == typeof(DateOnly) => "date",
            var t when t == typeof(byte[]) => "bytea",
            var t => throw new NotSupportedException($"No PostgreSQL type is known here for {t}."),
        };

        public override void Bind(SqliteStatement statement, int at, TRow row) => _bind(statement, at, value(row));

        public override NpgsqlParameter Postgres(IReadOnlyCollection<TRow> rows)
        {
            var values = new TValue[rows.Count];
            var i = 0;
            foreach (var row in rows)
                values[i++] = value(row);
            return new NpgsqlParameter<TValue[]> { TypedValue = values };
        }
    }
}
