using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace RedVest.Kernel.Storage;

/// <summary>Brings the database to this program's schema at start, one process at a time.</summary>
public sealed class Migrator(Store store)
{
    /// <summary>The tables whose rows are never changed: the application's role may only read and add.</summary>
    public static readonly string[] AppendOnly =
    [
        "kernel_audit", "kernel_feed", "kernel_seal", "kernel_record",
        "checkpoints_event", "kernel_loop_link", "kernel_loop_escalation", "kernel_loop_balance",
        "checkpoints_yard_event", "checkpoints_trip_event",
        "checkpoints_shift_event",
    ];

    /// <summary>Migrates under a lock. Safe to call on every start and from several processes at once.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (store.Provider == StorageProvider.Sqlite)
            await MigrateSqliteAsync(cancellationToken).ConfigureAwait(false);
        else
            await MigratePostgresAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MigrateSqliteAsync(CancellationToken cancellationToken)
    {
        // EF's own lock on SQLite is a row that a killed process leaves behind; a file lock ends with its process.
        await using var fileLock = await TakeFileLockAsync(store.Options.File + ".migrating", cancellationToken).ConfigureAwait(false);
        await using var db = store.OpenDb();
        await using (var connection = new SqliteConnection(Store.SqliteConnectionString(store.Options.File, pooling: false)))
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var command = connection.CreateCommand();
            command.CommandText = "pragma journal_mode=wal; drop table if exists __EFMigrationsLock;";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await db.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MigratePostgresAsync(CancellationToken cancellationToken)
    {
        await using var schemaOwner = NpgsqlDataSource.Create(store.Options.ConnectionString);
        await using var lockHolder = await schemaOwner.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(lockHolder, "select pg_advisory_lock(72656476)", cancellationToken).ConfigureAwait(false);
        await using (var db = OnPostgres(store, schemaOwner))
            await db.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(lockHolder, RoleSql(), cancellationToken).ConfigureAwait(false);
    }

    private static string RoleSql() => $"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{Store.ApplicationRole}') then create role {Store.ApplicationRole} nologin; end if;
        exception when duplicate_object or unique_violation then null; end $$;
        do $$ begin execute format('grant {Store.ApplicationRole} to %I', current_user); exception when others then null; end $$;
        grant usage on schema public to {Store.ApplicationRole};
        grant select, insert, update, delete on all tables in schema public to {Store.ApplicationRole};
        grant usage on all sequences in schema public to {Store.ApplicationRole};
        """ + string.Concat(AppendOnly.Select(table => string.Create(CultureInfo.InvariantCulture, $$"""

        do $$ begin if to_regclass('{{table}}') is not null then revoke update, delete on {{table}} from {{Store.ApplicationRole}}; end if; end $$;
        """)));

    internal static PostgresDb OnPostgres(Store store, NpgsqlDataSource source) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(source, n => n.MigrationsAssembly("redvest")).Options, store);

    private static async Task<FileStream> TakeFileLockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // The file stays: of one that is deleted while another waits for it, two could hold a lock each.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
