using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>Small words for SQL written by hand.</summary>
public static class Sql
{
    /// <summary>Sets <c>$1</c>, <c>$2</c>, … of a SQLite command; ids, instants and days are converted as the model does it.</summary>
    public static SqliteCommand Set(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        if (command.Parameters.Count == 0)
        {
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i}") });
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = ToSqlite(values[i]);
        return command;
    }

    /// <summary>A list as JSON for <c>json_each</c>; ids become upper-case hex, to compare with <c>hex(id)</c> or use <c>unhex(value)</c>.</summary>
    public static string Json(IEnumerable<Guid> ids) => JsonSerializer.Serialize(ids.Select(id => Convert.ToHexString(Conventions.ToBytes(id))));

    /// <inheritdoc cref="Json(IEnumerable{Guid})"/>
    public static string Json(IEnumerable<byte[]> values) => JsonSerializer.Serialize(values.Select(Convert.ToHexString));

    public static string Json(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    /// <summary>Runs a SQLite query and hands over each row.</summary>
    public static void ReadRows(DbCommand command, Action<DbDataReader> take)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
            take(rows);
    }

    /// <summary>A PostgreSQL statement with its parameters <c>$1</c>, <c>$2</c>, ….</summary>
    public static NpgsqlBatchCommand Batch(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>Runs PostgreSQL queries in one round trip and hands over the rows of each.</summary>
    public static async ValueTask ReadRowsAsync(
        WriteTransaction write, CancellationToken cancellationToken, params (NpgsqlBatchCommand Query, Action<DbDataReader> Take)[] queries)
    {
        await using var batch = new NpgsqlBatch(write.Postgres);
        foreach (var (query, _) in queries)
            batch.BatchCommands.Add(query);
        try
        {
            await using var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            foreach (var (_, take) in queries)
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                    take(rows);
                await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidSqlStatementName)
        {
            // An earlier failure of the same round trip (a deadlock) kept the statement from being prepared, and the driver believes it was: on this
            // connection it fails for ever.
            NpgsqlConnection.ClearPool(write.Postgres);
            throw;
        }
    }

    public static Guid GetId(this DbDataReader row, int column) =>
        row is SqliteDataReader ? Conventions.ToGuid(row.GetFieldValue<byte[]>(column)) : row.GetGuid(column);

    public static Guid? GetIdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetId(column);

    public static DateTimeOffset GetInstant(this DbDataReader row, int column) =>
        row is SqliteDataReader ? Conventions.ToInstant(row.GetInt64(column)) : row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? GetInstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInstant(column);

    public static DateOnly GetDay(this DbDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    public static string? GetTextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? GetIntOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static bool GetTruth(this DbDataReader row, int column) => row is SqliteDataReader ? row.GetInt64(column) != 0 : row.GetBoolean(column);

    internal static object ToSqlite(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => Conventions.ToBytes(id),
        DateTimeOffset instant => Conventions.ToMicroseconds(instant),
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        bool truth => truth ? 1L : 0L,
        _ => value,
    };
}
