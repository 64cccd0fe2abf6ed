using Microsoft.EntityFrameworkCore;
using Npgsql;
using RedVest.Kernel.Storage;
using RedVest.Migrations;
using Xunit;

namespace RedVest.Integration.Tests.Storage;

public sealed class MigrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_migrated_schema_equals_the_model()
    {
        await using var migrated = await TestDatabase.CreateEmptyAsync();
        await using var created = await TestDatabase.CreateEmptyAsync();
        await using var migratedStore = await migrated.OpenMigratedStoreAsync();
        await using var createdStore = created.OpenStore();
        await CreateFromModelAsync(createdStore);

        var expected = await Catalogue.ReadAsync(created);
        var actual = await Catalogue.ReadAsync(migrated);

        Assert.Contains(expected, line => line.Contains("kernel_owner", StringComparison.Ordinal));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public void No_change_of_the_model_waits_for_a_migration(StorageProvider provider)
    {
        using RedVestDb db = provider == StorageProvider.Sqlite
            ? new SqliteDesign().CreateDbContext([])
            : new PostgresDesign().CreateDbContext([]);

        Assert.False(db.Database.HasPendingModelChanges(), "Make the migration: src/RedVest/add-migration");
    }

    [Fact]
    public async Task Several_nodes_that_start_at_once_on_an_empty_database_migrate_it_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => database.OpenStore()).ToArray();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => new Migrator(node).MigrateAsync(Stop), Stop)));

        foreach (var node in nodes)
        {
            await using (var db = node.OpenDb())
                Assert.Equal([], await db.Database.GetPendingMigrationsAsync(Stop));
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_start_after_a_kill_in_mid_migration_does_not_wait_for_ever()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL's lock ends with its connection.");
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsSchemaOwnerAsync("""
            create table __EFMigrationsLock (Id integer not null constraint PK___EFMigrationsLock primary key, Timestamp text not null);
            insert into __EFMigrationsLock values (1, '2022-04-14 00:00:00');
            """);
        await using var store = database.OpenStore();

        await new Migrator(store).MigrateAsync(Stop).WaitAsync(TimeSpan.FromMinutes(1), Stop);

        await using var db = store.OpenDb();
        Assert.Equal([], await db.Database.GetPendingMigrationsAsync(Stop));
    }

    private static async Task CreateFromModelAsync(Store store)
    {
        if (store.Provider == StorageProvider.Sqlite)
        {
            await using var db = store.OpenDb();
            await db.Database.EnsureCreatedAsync(Stop);
            return;
        }

        await using var schemaOwner = NpgsqlDataSource.Create(store.Options.ConnectionString);
        await using var onPostgres = Migrator.OnPostgres(store, schemaOwner);
        await onPostgres.Database.EnsureCreatedAsync(Stop);
    }
}
