using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RedVest.Integration.Tests.Registry;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Storage;

public sealed class WriteTests : IAsyncLifetime
{
    private const int Row = 20_000;

    private TestDatabase _database = null!;
    private Store _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = _database.OpenStore();
        await County.SetUpAsync(_store);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_that_the_database_refuses_is_a_refusal_and_leaves_nothing()
    {
        var before = await FeedNumberAsync();
        await using (var write = await _store.BeginAsync(County.Code, WriteLane.Lane, Stop))
        {
            await ExecuteAsync(write, "create temp table parent (id int primary key)");
            await ExecuteAsync(write, "create temp table child (parent int references parent (id) deferrable initially deferred)");
            await ExecuteAsync(write, "insert into child values (1)");

            await Assert.ThrowsAnyAsync<DbException>(() => write.CommitAsync(Stop));
        }

        Assert.Equal(before, await FeedNumberAsync());
        await using (var next = await _store.BeginAsync(County.Code, WriteLane.Lane, Stop))
            await next.CommitAsync(Stop);
        Assert.Equal(before + 1, await FeedNumberAsync());
    }

    [Fact]
    public async Task The_log_of_the_file_is_cut_once_a_long_reader_has_ended()
    {
        Assert.SkipWhen(TestDatabase.OnPostgres, "PostgreSQL keeps its own log.");
        const long Limit = 512 * 1024;
        _store.Log!.Limit = Limit;
        var log = new FileInfo(_database.Options.File + "-wal");
        await using (var reader = (SqliteConnection)await _store.OpenAsync(Stop))
        {
            await using var transaction = reader.BeginTransaction(deferred: true);
            await using var command = reader.CreateCommand();
            (command.CommandText, command.Transaction) = ("select count(*) from kernel_feed", transaction);
            await command.ExecuteScalarAsync(Stop);

            await WriteMuchAsync(4 * Limit);
            log.Refresh();
            Assert.True(log.Length > 2 * Limit, "The reader did not stand in the way, so this test shows nothing.");
        }

        for (var i = 0; i < 200 && log.Length > 2 * Limit; i++, log.Refresh())
            await WriteMuchAsync(10 * Row);

        Assert.InRange(log.Length, 0, 2 * Limit);
    }

    private async Task WriteMuchAsync(long bytes)
    {
        var detail = new string('x', Row);
        for (var written = 0L; written < bytes; written += detail.Length)
        {
            await using var write = await _store.BeginAsync(County.Code, WriteLane.Lane, Stop);
            write.Did(new AuditEntry("system", null, "test", null, detail));
            await write.CommitAsync(Stop);
        }
    }

    private static async Task ExecuteAsync(WriteTransaction write, string sql)
    {
        await using var command = write.Connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, write.Store.Provider == StorageProvider.Sqlite ? write.Sqlite("select 1").Transaction : null);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<long> FeedNumberAsync()
    {
        await using var db = _store.OpenDb();
        return await db.Set<OwnerState>().Where(o => o.Owner == County.Code).Select(o => o.FeedNumber).SingleAsync(Stop);
    }
}
