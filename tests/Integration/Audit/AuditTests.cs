using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using RedVest.Kernel.Access;
using RedVest.Kernel.Audit;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Audit;

public sealed class AuditTests : IAsyncLifetime
{
    private const int County = 141122;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2022, 4, 14, 0, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private Store _store = null!;
    private SigningKeys _keys = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = await _database.OpenMigratedStoreAsync(_clock);
        _keys = new SigningKeys(Path.Combine(_database.Folder, "keys"));
        await using var db = _store.OpenDb();
        await SetUpOwner.RunAsync(db, Caller.System, County, new DisplayName("交城县", "Jiaocheng County"), 480, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_untouched_audit_is_intact()
    {
        await Write_and_seal_five();

        var report = await VerifyAsync();

        Assert.Equal([], report.Problems);
        Assert.True(report.IsIntact);
        Assert.Equal((6, 3, 0), (report.FeedRows - 1, report.SealCount, report.UnsealedRows)); // and one row of the installation
    }

    /// <summary>The county's feed: 1 its set-up, then writes of two audit rows each; seals over 1–3 and 4–6.</summary>
    [Theory]
    [InlineData("a changed audit row", "update kernel_audit set act = 'nothing-done' where owner = 141122 and n = 1 and write in (select write from kernel_feed where number = 2)", "audit-changed")]
    [InlineData("an audit row with another time", "update kernel_audit set detail = '{}' where owner = 141122 and n = 0 and write in (select write from kernel_feed where number = 5)", "audit-changed")]
    [InlineData("a deleted audit row", "delete from kernel_audit where owner = 141122 and n = 1 and write in (select write from kernel_feed where number = 2)", "audit-missing")]
    [InlineData("an inserted audit row", "insert into kernel_audit select owner, write, 2, at, actor_kind, actor_id, act, subject, detail, salt, leaf from kernel_audit where owner = 141122 and n = 1 and write in (select write from kernel_feed where number = 2)", "audit-changed")]
    [InlineData("reordered audit rows", "update kernel_audit set n = n + 10 where n < 2; update kernel_audit set n = 11 - n where owner = 141122 and n >= 10 and write in (select write from kernel_feed where number = 2); update kernel_audit set n = n - 10 where n >= 10", "audit-changed")]
    [InlineData("audit rows of no write", "update kernel_feed set owner = 0, number = 2 where owner = 141122 and number = 6", "audit-without-feed")]
    [InlineData("a changed feed row", "update kernel_feed set tables = 'kernel_nothing' where owner = 141122 and number = 2", "seal-root")]
    [InlineData("a changed digest", "update kernel_feed set digest = (select digest from kernel_feed where owner = 0 and number = 1) where owner = 141122 and number = 2", "digest-differs")]
    [InlineData("a deleted feed row", "delete from kernel_feed where owner = 141122 and number = 2", "feed-missing")]
    [InlineData("a deleted write", "delete from kernel_audit where write in (select write from kernel_feed where owner = 141122 and number = 6); delete from kernel_feed where owner = 141122 and number = 6; update kernel_owner set feed_number = 5 where owner = 141122", "feed-missing")]
    [InlineData("an inserted feed row", "insert into kernel_feed select owner, 7, (select write from kernel_feed where owner = 0), at, tables, 0, digest from kernel_feed where owner = 141122 and number = 1", "feed-beyond-counter")]
    [InlineData("reordered feed rows", "update kernel_feed set number = 100 where owner = 141122 and number = 2; update kernel_feed set number = 2 where owner = 141122 and number = 3; update kernel_feed set number = 3 where owner = 141122 and number = 100", "seal-root")]
    [InlineData("another counter", "update kernel_owner set feed_number = 9 where owner = 141122", "feed-missing")]
    [InlineData("a changed seal", "update kernel_seal set root = previous where owner = 141122 and number = 2", "seal-signature")]
    [InlineData("a shortened seal", "update kernel_seal set last = 5 where owner = 141122 and number = 2", "seal-signature")]
    [InlineData("a seal of another key", "update kernel_seal set key_id = 'AAAAAAAAAAA' where owner = 141122 and number = 2", "seal-key-unknown")]
    [InlineData("a deleted seal", "delete from kernel_seal where owner = 141122 and number = 1", "seal-missing")]
    [InlineData("the last seal deleted", "delete from kernel_seal where owner = 141122 and number = 2", "unsealed")]
    [InlineData("an inserted seal", "insert into kernel_seal select owner, 3, first, last, at, root, previous, key_id, signature from kernel_seal where owner = 141122 and number = 2", "seal-range")]
    [InlineData("reordered seals", "update kernel_seal set number = 9 where owner = 141122 and number = 1; update kernel_seal set number = 1 where owner = 141122 and number = 2; update kernel_seal set number = 2 where owner = 141122 and number = 9", "seal-chain")]
    [InlineData("an owner that is gone", "delete from kernel_owner where owner = 141122", "owner-missing")]
    public async Task Tampering_is_found(string what, string sql, string code)
    {
        await Write_and_seal_five();

        Assert.True(await _database.ExecuteAsSchemaOwnerAsync(sql) > 0, "nothing was tampered with");
        _clock.Advance(TimeSpan.FromMinutes(5));
        var report = await VerifyAsync();

        Assert.True(report.Problems.Any(p => p.Code == code), $"{what}: {string.Join(", ", report.Problems)}");
        Assert.All(report.Problems, p => Assert.DoesNotContain("audit.", p.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_that_wait_for_the_next_second_are_no_problem()
    {
        await Write_and_seal_five();
        await WriteAsync();

        var report = await VerifyAsync();

        Assert.True(report.IsIntact);
        Assert.Equal(1, report.UnsealedRows);
    }

    [Fact]
    public async Task Verification_beside_writers_and_a_sealer_sees_nothing_amiss()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writer = RepeatAsync(WriteAsync, enough.Token);
        var sealer = RepeatAsync(() => Sealer(_store).SealAsync(Stop), enough.Token);

        AuditReport report;
        do
        {
            report = await VerifyAsync();
            Assert.Equal([], report.Problems);
        }
        while (report.FeedRows < 300 || report.SealCount < 10);

        await enough.CancelAsync();
        await Task.WhenAll(writer, sealer);
        await Sealer(_store).SealAsync(Stop);
        report = await VerifyAsync();
        Assert.Equal((0, 0), (report.ProblemCount, report.UnsealedRows));
    }

    [Fact]
    public async Task Of_two_nodes_that_seal_at_once_one_makes_each_seal()
    {
        await WriteAsync();
        await using var other = _database.OpenStore(_clock);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Sealer(n % 2 == 0 ? _store : other).SealAsync(Stop), Stop)));

        Assert.Equal(2, made.Sum()); // one an owner
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task The_sealer_never_covers_up_a_missing_row()
    {
        await Write_and_seal_five();
        await WriteAsync();
        await WriteAsync();
        await _database.ExecuteAsSchemaOwnerAsync("delete from kernel_feed where owner = 141122 and number = 7");

        Assert.Equal(0, await Sealer(_store).SealAsync(Stop));
    }

    [Theory]
    [InlineData("kernel_audit", "update kernel_audit set act = act")]
    [InlineData("kernel_audit", "delete from kernel_audit")]
    [InlineData("kernel_feed", "update kernel_feed set tables = tables")]
    [InlineData("kernel_feed", "delete from kernel_feed")]
    [InlineData("kernel_seal", "update kernel_seal set last = last")]
    [InlineData("kernel_seal", "delete from kernel_seal")]
    public async Task The_application_can_add_to_the_audit_and_change_nothing(string table, string sql)
    {
        Assert.SkipUnless(TestDatabase.OnPostgres, "SQLite has no roles: whoever has the file has the rows.");
        await using var connection = await _store.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Contains(table, refused.MessageText, StringComparison.Ordinal);
    }

    private async Task Write_and_seal_five()
    {
        await WriteAsync();
        await WriteAsync();
        await Sealer(_store).SealAsync(Stop);
        for (var n = 0; n < 3; n++)
            await WriteAsync();
        await Sealer(_store).SealAsync(Stop);
    }

    /// <summary>One write with two audit rows.</summary>
    private async Task WriteAsync()
    {
        await using var write = await _store.BeginAsync(County, WriteLane.Office, Stop);
        write.Did(Caller.System.Did("thing-done", _clock.NewId(), new { count = 1 }));
        write.Did(Caller.System.Did("thing-checked"));
        write.Touches("kernel_thing");
        await write.CommitAsync(Stop);
    }

    private static Task RepeatAsync(Func<Task> work, CancellationToken enough) => Task.Run(
        async () =>
        {
            while (!enough.IsCancellationRequested)
                await work();
        },
        Stop);

    private Sealer Sealer(Store store) => new(store, _keys, _clock, NullLogger<Sealer>.Instance);

    private Task<AuditReport> VerifyAsync() => new AuditVerifier(_store, _keys, _clock).VerifyAsync(Stop);
}
