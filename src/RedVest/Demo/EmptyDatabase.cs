using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RedVest.Kernel.Storage;

namespace RedVest.Demo;

/// <summary>Deletes a demo with everything in it, so that it can be loaded anew.</summary>
internal static class EmptyDatabase
{
    /// <summary>Whether all there is is made up; only that may be deleted.</summary>
    internal static async Task<bool> IsAllDemoAsync(RedVestDb db, CancellationToken cancellationToken) =>
        !await db.Set<OwnerState>().AnyAsync(o => o.Owner != Owners.Installation && !o.IsDemo, cancellationToken);

    internal static async Task RunAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        File.Delete(DemoAccountsFile.PathIn(options.DataFolder));
        if (options.Postgres is not null)
        {
            await using var source = NpgsqlDataSource.Create(options.Postgres);
            await using var command = source.CreateCommand("drop schema public cascade; create schema public");
            await command.ExecuteNonQueryAsync(cancellationToken);
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var companion in new[] { "-wal", "-shm", "" }) // the database last: a log without it is read by nobody
            File.Delete(options.Storage.File + companion);
    }
}
