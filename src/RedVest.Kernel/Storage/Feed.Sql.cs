using Npgsql;
using NpgsqlTypes;

namespace RedVest.Kernel.Storage;

/// <summary>Audit and feed rows of a transaction, its last statements on both providers. The owner's counter is taken last, so its row is
/// locked for no longer than the commit takes.</summary>
internal static class FeedSql
{
    private const string SqliteAudit = """
        insert into kernel_audit (owner, write, n, at, actor_kind, actor_id, act, subject, detail, salt, leaf)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string SqliteCounter = """
        update kernel_owner set feed_number = feed_number + 1, revision = revision + $2 where owner = $1 returning feed_number
        """;

    private const string SqliteFeed = """
        insert into kernel_feed (owner, number, write, at, tables, entries, digest) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string PostgresAudit = """
        insert into kernel_audit (owner, write, n, at, actor_kind, actor_id, act, subject, detail, salt, leaf)
        select $1, $2, n, $3, actor_kind, actor_id, act, subject, detail, salt, leaf
        from unnest($4::int[], $5::text[], $6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::bytea[], $11::bytea[])
             as r(n, actor_kind, actor_id, act, subject, detail, salt, leaf)
        """;

    private const string PostgresFeed = """
        with taken as (update kernel_owner set feed_number = feed_number + 1, revision = revision + $7 where owner = $1 returning feed_number)
        insert into kernel_feed (owner, number, write, at, tables, entries, digest)
        select $1, feed_number, $2, $3, $4, $5, $6 from taken
        """;

    public static async Task WriteAsync(WriteTransaction write, CancellationToken cancellationToken)
    {
        var rows = new AuditRow[write.Entries.Count];
        for (var n = 0; n < rows.Length; n++)
            rows[n] = AuditRow.Of(write.Owner, write.Id, n, write.At, write.Entries[n]);
        var digest = Merkle.Root([.. rows.Select(r => r.Leaf)]);
        var tables = string.Join(' ', write.Tables);

        var written = write.Store.Provider == StorageProvider.Sqlite
            ? WriteSqlite(write, rows, tables, digest)
            : await WritePostgresAsync(write, rows, tables, digest, cancellationToken).ConfigureAwait(false);
        if (!written)
            throw new InvalidOperationException($"Owner {write.Owner} is not set up.");
    }

    private static bool WriteSqlite(WriteTransaction write, AuditRow[] rows, string tables, byte[] digest)
    {
        foreach (var row in rows)
        {
            write.Sqlite(SqliteAudit)
                .Set(row.Owner, row.Write, row.N, row.At, row.ActorKind, row.ActorId, row.Act, row.Subject, row.Detail, row.Salt, row.Leaf)
                .ExecuteNonQuery();
        }

        if (write.Sqlite(SqliteCounter).Set(write.Owner, write.RaisesRevision ? 1 : 0).ExecuteScalar() is not long number)
            return false;
        write.Sqlite(SqliteFeed).Set(write.Owner, number, write.Id, write.At, tables, rows.Length, digest).ExecuteNonQuery();
        return true;
    }

    private static async Task<bool> WritePostgresAsync(WriteTransaction write, AuditRow[] rows, string tables, byte[] digest, CancellationToken cancellationToken)
    {
        if (rows.Length > 0)
        {
            write.Enqueue(new NpgsqlBatchCommand(PostgresAudit)
            {
                Parameters =
                {
                    new() { Value = write.Owner },
                    new() { Value = write.Id },
                    new() { Value = write.At },
                    new() { Value = rows.Select(r => r.N).ToArray() },
                    new() { Value = rows.Select(r => r.ActorKind).ToArray() },
                    new() { Value = rows.Select(r => r.ActorId).ToArray() },
                    new() { Value = rows.Select(r => r.Act).ToArray() },
                    new() { Value = rows.Select(r => r.Subject).ToArray() },
                    new() { Value = rows.Select(r => r.Detail).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                    new() { Value = rows.Select(r => r.Salt).ToArray() },
                    new() { Value = rows.Select(r => r.Leaf).ToArray() },
                },
            });
        }

        var feed = new NpgsqlBatchCommand(PostgresFeed)
        {
            Parameters =
            {
                new() { Value = write.Owner },
                new() { Value = write.Id },
                new() { Value = write.At },
                new() { Value = tables },
                new() { Value = rows.Length },
                new() { Value = digest },
                new() { Value = write.RaisesRevision ? 1L : 0L },
            },
        };
        write.Enqueue(feed);
        await write.FlushAsync(cancellationToken).ConfigureAwait(false);
        return feed.RecordsAffected == 1;
    }
}
