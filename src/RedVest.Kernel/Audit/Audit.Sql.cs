using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>The streams of a verification. The same SQL on both providers; both answer it in key order without sorting.</summary>
internal static class AuditSql
{
    private const string Feed = """
        select f.owner, f.number, f.write, f.at, f.tables, f.entries, f.digest,
               a.n, a.at, a.actor_kind, a.actor_id, a.act, a.subject, a.detail, a.salt, a.leaf
        from kernel_feed f left join kernel_audit a on a.owner = f.owner and a.write = f.write
        where f.owner = $1 and f.number <= $2
        order by f.number, a.n
        """;

    private const string Stray = """
        select a.write, a.n from kernel_audit a
        where a.owner = $1 and not exists (select 1 from kernel_feed f where f.owner = a.owner and f.write = a.write)
        """;

    public static DbCommand FeedWithAudit(DbConnection connection, int owner, long counter) => Command(connection, Feed, owner, counter);

    public static DbCommand AuditWithoutFeed(DbConnection connection, int owner) => Command(connection, Stray, owner);

    public static FeedRow ReadFeed(DbDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.GetId(2), row.GetInstant(3), row.GetString(4), row.GetInt32(5), row.GetFieldValue<byte[]>(6));

    /// <summary>The audit row beside it; null when the write has none.</summary>
    public static AuditRow? ReadAudit(DbDataReader row) => row.IsDBNull(7) ? null : new(
        row.GetInt32(0),
        row.GetId(2),
        row.GetInt32(7),
        row.GetInstant(8),
        row.GetString(9),
        row.GetIdOrNull(10),
        row.GetString(11),
        row.GetIdOrNull(12),
        row.GetTextOrNull(13),
        row.GetFieldValue<byte[]>(14),
        row.GetFieldValue<byte[]>(15));

    private static DbCommand Command(DbConnection connection, string sql, params object[] values)
    {
        if (connection is SqliteConnection sqlite)
        {
            var onSqlite = sqlite.CreateCommand();
            onSqlite.CommandText = sql;
            return onSqlite.Set(values);
        }

        var onPostgres = new NpgsqlCommand(sql, (NpgsqlConnection)connection);
        foreach (var value in values)
            onPostgres.Parameters.Add(new NpgsqlParameter { Value = value });
        return onPostgres;
    }
}
