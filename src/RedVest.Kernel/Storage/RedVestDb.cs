using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RedVest.Kernel.Storage;

/// <summary>The one model. Every room brings its tables; reads are plain EF Core, writes go through <see cref="WriteAsync{T}"/>.</summary>
public abstract class RedVestDb(DbContextOptions options, Store store) : DbContext(options)
{
    public Store Store => store;

    /// <summary>
    /// The one write path of offices and jobs: the gate, one transaction of one owner, the change, its audit row, the feed row as last
    /// statement, commit. Nothing was written when it throws; a lost race for a unique key throws an exception for which
    /// <see cref="Races.WasLost"/> is true: read again and decide once more.
    /// </summary>
    /// <param name="owner">Whose rows are written. No transaction spans owners.</param>
    /// <param name="audit">What the audit will say of it.</param>
    /// <param name="change">Adds, changes and removes entities, or runs SQL on this context; what it adds is saved after it.</param>
    public async Task<T> WriteAsync<T>(int owner, AuditEntry audit, Func<WriteTransaction, Task<T>> change, CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var pass = await store.EnterAsync(WriteLane.Office, cancellationToken).ConfigureAwait(false);
            await using var transaction = await Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            var write = new WriteTransaction(store, Database.GetDbConnection(), transaction.GetDbTransaction(), owner);
            write.Did(audit);
            var result = await change(write).ConfigureAwait(false);
            foreach (var table in ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged).Select(e => e.Metadata.GetTableName()).Distinct())
                write.Touches(table!);
            await SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await write.CommitAsync(cancellationToken).ConfigureAwait(false);
            store.ShortenLog(OfficePages);
            return result;
        }
        finally
        {
            await Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    private const int OfficePages = 20; // a few rows and their indexes

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(int owner, AuditEntry audit, Action change, CancellationToken cancellationToken) =>
        WriteAsync(owner, audit, _ =>
        {
            change();
            return Task.FromResult(true);
        }, cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder, store.Provider);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Model.SetAnnotation(Conventions.ProviderAnnotation, store.Provider);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RedVestDb).Assembly);
        foreach (var room in store.Rooms)
            modelBuilder.ApplyConfigurationsFromAssembly(room.Assembly);
        Conventions.NameColumns(modelBuilder);
        modelBuilder.Model.RemoveAnnotation(Conventions.ProviderAnnotation);
    }
}

/// <summary>The model on SQLite; the type exists so that each provider has migrations of its own.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options, Store store) : RedVestDb(options, store);

/// <summary>The model on PostgreSQL; the type exists so that each provider has migrations of its own.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options, Store store) : RedVestDb(options, store);
