using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace RedVest.Kernel.Storage;

public static class StorageRegistration
{
    /// <summary>The model, the store and the migrator.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options, Action<Npgsql.NpgsqlDataSourceBuilder>? configure = null)
    {
        services.AddSingleton(options);
        services.AddSingleton(s => new Store(options, s.GetServices<RoomAssembly>(), s.GetRequiredService<TimeProvider>(), configure, s.GetService<IMeterFactory>()));
        services.AddSingleton<Migrator>();
        if (options.Provider == StorageProvider.Sqlite)
        {
            services.AddDbContext<SqliteDb>((s, db) => UseSqlite(db, s.GetRequiredService<Store>()));
            services.AddScoped<RedVestDb>(s => s.GetRequiredService<SqliteDb>());
        }
        else
        {
            services.AddDbContext<PostgresDb>((s, db) => db.UseNpgsql(s.GetRequiredService<Store>().Postgres, n => n.MigrationsAssembly("redvest")));
            services.AddScoped<RedVestDb>(s => s.GetRequiredService<PostgresDb>());
        }

        return services;
    }

    /// <summary>The model for whoever lives longer than a request: a cache, a job. Dispose it.</summary>
    public static RedVestDb OpenDb(this Store store)
    {
        if (store.Provider == StorageProvider.Postgres)
            return new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(store.Postgres).Options, store);
        var options = new DbContextOptionsBuilder<SqliteDb>();
        UseSqlite(options, store);
        return new SqliteDb(options.Options, store);
    }

    internal static void UseSqlite(DbContextOptionsBuilder db, Store store) =>
        db.UseSqlite(store.SqliteReaders, s => s.MigrationsAssembly("redvest")).AddInterceptors(SqliteSettings.Instance).ReplaceService<IMigrationsSqlGenerator, SqliteSchemaSql>();

    /// <summary>Said at every connection EF opens: a commit is on the disk when it returns, and <see cref="SqliteLog"/> folds the log.</summary>
    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        public static readonly SqliteSettings Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Say(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Say(connection);
            return Task.CompletedTask;
        }

        private static void Say(DbConnection connection)
        {
            using var command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText = "pragma synchronous=full; pragma wal_autocheckpoint=0;";
            command.ExecuteNonQuery();
        }
    }
}
