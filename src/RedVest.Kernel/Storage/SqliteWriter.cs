using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RedVest.Kernel.Storage;

/// <summary>The kept connection of SQL written by hand on SQLite, with its prepared commands. Used by whoever holds the gate.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly Dictionary<string, SqliteStatement> _statements = [];

    public SqliteWriter(string connectionString)
    {
        Connection = new SqliteConnection(connectionString);
        Connection.Open();
        using var settings = Connection.CreateCommand();
        settings.CommandText = "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on; pragma cache_size=-16384; pragma wal_autocheckpoint=0;";
        settings.ExecuteNonQuery();
    }

    public SqliteConnection Connection { get; }

    /// <summary>BEGIN IMMEDIATE: takes the write lock at once, so a later write cannot fail with a stale snapshot.</summary>
    public SqliteTransaction Begin() => Connection.BeginTransaction();

    /// <summary>The prepared command of a text; its parameters keep their values from the last use.</summary>
    public SqliteCommand Command(string sql, SqliteTransaction transaction)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        command.Transaction = transaction;
        return command;
    }

    /// <summary>The prepared statement of a text, for writing many rows.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new SqliteStatement(Connection, sql));
        return statement;
    }

    /// <summary>How many pages were written since this was asked last.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(Connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        return pages;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        foreach (var command in _commands.Values)
            command.Dispose();
        Connection.Dispose();
    }
}
