using RedVest.Integration.Tests;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(TestTemplate))]

namespace RedVest.Integration.Tests;

/// <summary>The database that every test's own is a copy of: migrated once a run, nothing in it.</summary>
public sealed class TestTemplate : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDatabase>> Migrated = new(MigrateAsync);

    internal static Task<TestDatabase> MigratedAsync() => Migrated.Value;

    public async ValueTask DisposeAsync()
    {
        if (Migrated.IsValueCreated)
            await (await Migrated.Value).DisposeAsync();
    }

    /// <summary>Nobody is connected afterwards, so PostgreSQL may copy it; and the SQLite file is whole without a log.</summary>
    private static async Task<TestDatabase> MigrateAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        if (!TestDatabase.OnPostgres)
            PrivateFile.TryMake(database.Options.File, []); // as the program makes it, so that the copies may be read by nobody else either
        await using (var store = database.OpenStore())
            await new Migrator(store).MigrateAsync(CancellationToken.None);
        if (!TestDatabase.OnPostgres)
        {
            await database.ExecuteAsSchemaOwnerAsync("pragma wal_checkpoint(truncate)");
            database.ClearPool();
        }

        return database;
    }
}
