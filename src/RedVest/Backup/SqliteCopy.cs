using Microsoft.Data.Sqlite;

namespace RedVest.Backup;

/// <summary>Copies of the SQLite file. The server may go on writing meanwhile: the copy is one consistent moment.</summary>
internal static class SqliteCopy
{
    private static readonly string[] Companions = ["", "-wal", "-shm"];

    internal static void Make(string database, string target)
    {
        var unfinished = target + ".unfinished";
        File.Delete(unfinished);
        Kernel.Personal.PrivateFile.TryMake(unfinished, []);
        using (var source = Open(database, SqliteOpenMode.ReadWrite)) // read-only cannot take part in a write-ahead log that is not there yet
        using (var copy = Open(unfinished, SqliteOpenMode.ReadWrite))
        {
            source.BackupDatabase(copy);
            Execute(copy, "pragma journal_mode=delete"); // one file, no companions
        }

        if (Trouble(unfinished) is { } trouble)
            throw new InvalidDataException(trouble);
        File.Move(unfinished, target, overwrite: true);
    }

    /// <summary>Puts a backup in the place of the database; the present one is kept beside it.</summary>
    /// <returns>Where the present one is now; null when there was none.</returns>
    internal static string? PutInPlace(string backup, string database, DateTimeOffset now)
    {
        SqliteConnection.ClearAllPools();
        var aside = FormattableString.Invariant($"{database}.before-{now:yyyyMMddTHHmmssZ}");
        var hadOne = File.Exists(database);
        var incoming = database + ".incoming";
        Kernel.Personal.PrivateFile.TryMake(incoming, []);
        File.Copy(backup, incoming, overwrite: true);
        foreach (var companion in Companions.Where(companion => File.Exists(database + companion)))
            File.Move(database + companion, aside + companion);
        File.Move(incoming, database);
        return hadOne ? aside : null;
    }

    /// <summary>What is wrong with a file that should be a database of ours; null when nothing is.</summary>
    internal static string? Trouble(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            return Execute(connection, "pragma quick_check") is not "ok" ? "quick_check"
                : Execute(connection, "select count(*) from sqlite_master where name = 'kernel_owner'") is not 1L ? "kernel_owner"
                : null;
        }
        catch (SqliteException exception)
        {
            return exception.Message;
        }
    }

    internal static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
