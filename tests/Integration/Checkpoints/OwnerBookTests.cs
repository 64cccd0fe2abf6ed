using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints;
using RedVest.Checkpoints.Posts;
using RedVest.Integration.Tests.Registry;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Checkpoints;

public sealed class OwnerBookTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(County.Noon);
    private TestDatabase _database = null!;
    private Store _store = null!;
    private OwnerBooks _books = null!;
    private AddCheckpoint.Request _checkpoint = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = await _database.OpenMigratedStoreAsync(_clock);
        await County.SetUpAsync(_store);
        _checkpoint = County.A_checkpoint(_clock);
        await using var db = _store.OpenDb();
        await AddCheckpoint.RunAsync(db, Caller.System, _checkpoint, Stop);
        _books = new OwnerBooks(_store, new PackShelf(County.Seals, NullLogger<PackShelf>.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        _books.Dispose();
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_book_of_a_revision_is_loaded_once()
    {
        var first = await _books.NowAsync(County.Code, Stop);

        Assert.Same(first, await _books.AsOfAsync(County.Code, first.Revision, Stop));
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _books.NowAsync(County.Code, Stop).AsTask(), Stop))),
            book => Assert.Same(first, book));
    }

    [Fact]
    public async Task A_new_revision_brings_a_new_book_and_the_old_one_stays_as_it_was()
    {
        var before = await _books.NowAsync(County.Code, Stop);

        await County.InstallAsync(_store, County.A_pack(), County.Noon.AddHours(-1));
        var after = await _books.NowAsync(County.Code, Stop);

        Assert.Null(before.PackAt(County.Noon));
        Assert.Equal("TEST-MINIMAL", after.PackAt(County.Noon)?.Rules.Id);
        Assert.True(after.Revision > before.Revision);
    }

    [Fact]
    public async Task The_pack_in_force_is_the_one_that_took_effect_last()
    {
        await County.InstallAsync(_store, County.A_pack(1), County.Noon.AddDays(-30));
        await County.InstallAsync(_store, County.A_pack(2), County.Noon);
        await County.InstallAsync(_store, County.A_pack(3, area: "141126"), County.Noon.AddDays(-1)); // the neighbour's

        var book = await _books.NowAsync(County.Code, Stop);

        Assert.Null(book.PackAt(County.Noon.AddDays(-31)));
        Assert.Equal(1, book.PackAt(County.Noon.AddTicks(-10))?.Rules.Version);
        Assert.Equal(2, book.PackAt(County.Noon)?.Rules.Version);
    }

    [Theory]
    [InlineData("old", 1)]
    [InlineData("new", 2)]
    public async Task A_passage_that_began_under_an_older_pack_follows_the_transition_of_the_newer(string follow, int version)
    {
        await County.InstallAsync(_store, County.A_pack(1), County.Noon.AddDays(-30));
        var transition = $$"""{ "pack": "TEST-MINIMAL", "version": 1, "follow": "{{follow}}", "text": { "zh": "过渡", "en": "transition" }, "source": "t" }""";
        var next = County.A_pack(2).Replace("\"rules\":", $"\"transitions\":[{transition}],\"rules\":", StringComparison.Ordinal);
        await County.InstallAsync(_store, next, County.Noon);

        var book = await _books.NowAsync(County.Code, Stop);

        Assert.Equal(version, book.PackFor(County.Noon.AddMinutes(5), County.Noon.AddMinutes(-5))?.Rules.Version);
        Assert.Equal(2, book.PackFor(County.Noon.AddMinutes(5), County.Noon.AddMinutes(1))?.Rules.Version);
        Assert.Equal(2, book.PackFor(County.Noon.AddMinutes(5), null)?.Rules.Version);
    }

    [Fact]
    public async Task A_pack_that_this_program_cannot_read_leaves_the_one_before_it_in_force()
    {
        await County.InstallAsync(_store, County.A_pack(1), County.Noon.AddDays(-1));
        await County.InstallAsync(_store, County.A_pack(2), County.Noon.AddHours(-1));
        await _database.ExecuteAsSchemaOwnerAsync("update kernel_pack set text = '{}' where version = 2");

        var book = await _books.NowAsync(County.Code, Stop);

        Assert.Equal(1, book.PackAt(County.Noon)?.Rules.Version);
    }

    [Fact]
    public async Task An_outbreak_is_in_force_from_its_start_to_before_its_end()
    {
        var outbreak = County.An_outbreak(_clock);
        await using var db = _store.OpenDb();
        await OpenOutbreak.RunAsync(db, Caller.System, outbreak, Stop);

        var book = await _books.NowAsync(County.Code, Stop);

        Assert.Null(book.OutbreakAt(outbreak.StartsAt.AddTicks(-10)));
        Assert.Equal(outbreak.Id, book.OutbreakAt(outbreak.StartsAt)?.Id);
        Assert.Null(book.OutbreakAt(outbreak.EndsAt));
    }

    [Fact]
    public async Task Lanes_shifts_and_local_days_are_in_the_book()
    {
        var book = await _books.NowAsync(County.Code, Stop);
        var lane = book.Lane(_checkpoint.Lanes[1].Id);

        Assert.Equal((2, "out", _checkpoint.Id), (lane!.Number, lane.Direction, lane.CheckpointId));
        Assert.Equal(3, book.Checkpoint(_checkpoint.Id)!.ShiftOf(book.TimeOf(County.Noon)));
        Assert.Equal(new DateOnly(2022, 4, 15), book.DayOf(County.Noon.AddHours(12)));
        Assert.Null(book.Lane(_clock.NewId()));
    }

    [Fact]
    public async Task There_is_no_book_of_an_owner_that_is_not_set_up() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _books.NowAsync(141126, Stop).AsTask());
}
