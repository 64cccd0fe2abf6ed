using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints;
using RedVest.Duty;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Migrations;

/// <summary>How <c>dotnet ef</c> sees the model: nothing is opened. Both providers' migrations are made by <c>src/RedVest/add-migration</c>.</summary>
internal static class DesignTime
{
    public static Store StoreFor(StorageOptions options)
    {
        var services = new ServiceCollection().AddRegistry().AddCheckpoints().AddDuty().BuildServiceProvider();
        return new Store(options, services.GetServices<RoomAssembly>(), TimeProvider.System);
    }
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=unused.db", s => s.MigrationsAssembly("redvest")).Options,
        DesignTime.StoreFor(StorageOptions.Sqlite("unused.db")));
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=unused", n => n.MigrationsAssembly("redvest")).Options,
        DesignTime.StoreFor(StorageOptions.Postgres("Host=unused")));
}
