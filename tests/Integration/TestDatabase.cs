using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RedVest.Checkpoints;
using RedVest.Duty;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Integration.Tests;

/// <summary>A migrated database of its own: a SQLite file, or a PostgreSQL database when <c>REDVEST_TEST_POSTGRES</c> is set.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("REDVEST_TEST_POSTGRES");
    private static int _count;
    private readonly string _name = FormattableString.Invariant($"t{Environment.ProcessId}_{Interlocked.Increment(ref _count)}");

    private TestDatabase() => Folder = Directory.CreateTempSubdirectory("redvest-test-").FullName;

    public static bool OnPostgres => Server is not null;

    /// <summary>A folder of the test's own, gone afterwards.</summary>
    public string Folder { get; }

    public StorageOptions Options => Server is null
        ? StorageOptions.Sqlite(Path.Combine(Folder, "redvest.db"))
        : StorageOptions.Postgres(new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 20, IncludeErrorDetail = true }.ToString());

    /// <summary>A copy of the one database that this run of the tests has migrated.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var template = await TestTemplate.MigratedAsync();
        var database = new TestDatabase();
        if (Server is null)
            File.Copy(template.Options.File, database.Options.File);
        else
            await OnServerAsync($"create database {database._name} template {template._name}");
        return database;
    }

    /// <summary>For tests of the migration itself.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var database = new TestDatabase();
        await OnServerAsync($"create database {database._name}");
        return database;
    }

    /// <summary>A store of the whole model on this database; several stores are several nodes.</summary>
    public Store OpenStore(TimeProvider? clock = null) => new(
        Options,
        Rooms().GetServices<RoomAssembly>(),
        clock ?? TimeProvider.System);

    /// <summary>Whoever brings tables.</summary>
    internal static ServiceProvider Rooms() => new ServiceCollection().AddRegistry().AddCheckpoints().AddDuty().BuildServiceProvider();

    /// <summary>A store on the database, migrated if it was empty.</summary>
    public async Task<Store> OpenMigratedStoreAsync(TimeProvider? clock = null)
    {
        var store = OpenStore(clock);
        await new Migrator(store).MigrateAsync(Xunit.TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>Runs SQL past the program: on SQLite anybody with the file, on PostgreSQL the schema's owner.</summary>
    public async Task<int> ExecuteAsSchemaOwnerAsync(string sql)
    {
        await using System.Data.Common.DbConnection connection = OnPostgres
            ? new NpgsqlConnection(Options.ConnectionString)
            : new Microsoft.Data.Sqlite.SqliteConnection(Store.SqliteConnectionString(Options.File, pooling: false));
        await connection.OpenAsync(Xunit.TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Xunit.TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is null)
            ClearPool();
        await OnServerAsync($"drop database if exists {_name} with (force)");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Only this file's: other tests run meanwhile.</summary>
    internal void ClearPool()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(Store.SqliteConnectionString(Options.File, pooling: true));
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
    }

    private static async Task OnServerAsync(string sql)
    {
        if (Server is null)
            return;
        await using var source = NpgsqlDataSource.Create(Server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
