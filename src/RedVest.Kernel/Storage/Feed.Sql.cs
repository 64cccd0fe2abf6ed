using System.Security.Cryptography;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>Audit and feed rows of a transaction, its last statements on both providers. The owner's counter is taken last, so its row is
/// locked for no longer than the commit takes.</summary>
internal static class FeedSql
{
    private static readonly SetTable<AuditRow> Entries = new SetTable<AuditRow>("kernel_audit", "owner", "write", "n")
        .With("owner", a => a.Owner).With("write", a => a.Write).With("n", a => a.N).With("at", a => a.At).With("actor_kind", a => a.ActorKind)
        .With("actor_id", a => a.ActorId).With("act", a => a.Act).With("subject", a => a.Subject).With("detail", a => a.Detail)
        .With("salt", a => a.Salt).With("leaf", a => a.Leaf);

    private const string SqliteCounter = """
        update kernel_owner set feed_number = feed_number + 1, revision = revision + $2 where owner = $1 returning feed_number
        """;

    private const string SqliteFeed = """
        insert into kernel_feed (owner, number, write, at, tables, entries, digest) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string PostgresFeed = """
        with taken as (update kernel_owner set feed_number = feed_number + 1, revision = revision + $7 where owner = $1 returning feed_number)
        insert into kernel_feed (owner, number, write, at, tables, entries, digest)
        select $1, feed_number, $2, $3, $4, $5, $6 from taken
        """;

    public static async Task WriteAsync(WriteTransaction write, CancellationToken cancellationToken)
    {
        var rows = new AuditRow[write.Entries.Count];
        var salts = RandomNumberGenerator.GetBytes(rows.Length * AuditRow.SaltBytes); // asked for once: it is a call into the system's library
        for (var n = 0; n < rows.Length; n++)
            rows[n] = AuditRow.Of(write.Owner, write.Id, n, write.At, write.Entries[n], salts.AsSpan(n * AuditRow.SaltBytes, AuditRow.SaltBytes).ToArray());
        var digest = Merkle.Root([.. rows.Select(r => r.Leaf)]);
        var tables = string.Join(' ', write.Tables);

        Entries.Write(write, rows);
        var written = write.Store.Provider == StorageProvider.Sqlite
            ? WriteSqlite(write, tables, rows.Length, digest)
            : await WritePostgresAsync(write, tables, rows.Length, digest, cancellationToken).ConfigureAwait(false);
        if (!written)
            throw new InvalidOperationException($"Owner {write.Owner} is not set up.");
    }

    private static bool WriteSqlite(WriteTransaction write, string tables, int entries, byte[] digest)
    {
        if (write.Sqlite(SqliteCounter).Set(write.Owner, write.RaisesRevision ? 1 : 0).ExecuteScalar() is not long number)
            return false;
        write.Sqlite(SqliteFeed).Set(write.Owner, number, write.Id, write.At, tables, entries, digest).ExecuteNonQuery();
        return true;
    }

    private static async Task<bool> WritePostgresAsync(WriteTransaction write, string tables, int entries, byte[] digest, CancellationToken cancellationToken)
    {
        var feed = new NpgsqlBatchCommand(PostgresFeed)
        {
            Parameters =
            {
                new() { Value = write.Owner },
                new() { Value = write.Id },
                new() { Value = write.At },
                new() { Value = tables },
                new() { Value = entries },
                new() { Value = digest },
                new() { Value = write.RaisesRevision ? 1L : 0L },
            },
        };
        write.Enqueue(feed);
        await write.FlushAsync(cancellationToken).ConfigureAwait(false);
        return feed.RecordsAffected == 1;
    }
}
