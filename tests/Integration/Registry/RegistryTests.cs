using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Registry;

public sealed class RegistryTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(County.Noon);
    private TestDatabase _database = null!;
    private Store _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = await _database.OpenMigratedStoreAsync(_clock);
        await County.SetUpAsync(_store);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Setting_up_an_owner_again_changes_nothing()
    {
        await using var db = _store.OpenDb();

        Assert.False(await SetUpOwner.RunAsync(db, Caller.System, County.Code, new DisplayName("别的县", "Another county"), 0, Stop));

        var owners = await db.Set<OwnerState>().AsNoTracking().OrderBy(o => o.Owner).ToListAsync(Stop);
        Assert.Equal([(0, 1L), (County.Code, 1L)], owners.Select(o => (o.Owner, o.FeedNumber)));
        Assert.Equal("交城县", owners[1].NameZh);
    }

    [Fact]
    public async Task Of_many_who_set_up_an_owner_at_once_one_does()
    {
        var done = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            await using var db = _store.OpenDb();
            return await SetUpOwner.RunAsync(db, Caller.System, 141126, new DisplayName("石楼县", "Shilou County"), 480, Stop);
        }, Stop)));

        Assert.Equal(1, done.Count(d => d));
    }

    [Fact]
    public async Task A_checkpoint_is_a_place_with_lanes_and_raises_the_revision()
    {
        await using var db = _store.OpenDb();
        var before = await RevisionAsync(db);
        var checkpoint = County.A_checkpoint(_clock);

        await AddCheckpoint.RunAsync(db, Caller.System, checkpoint, Stop);

        Assert.Equal(before + 1, await RevisionAsync(db));
        Assert.Equal("夏家营卡口", (await db.Set<Place>().SingleAsync(p => p.Owner == County.Code && p.Id == checkpoint.Id, Stop)).NameZh);
        Assert.Equal([1, 2], await db.Set<RedVest.Checkpoints.Posts.Lane>().Where(l => l.CheckpointId == checkpoint.Id).OrderBy(l => l.Number).Select(l => l.Number).ToListAsync(Stop));
        Assert.Contains("checkpoint-added", await ActsAsync(db, checkpoint.Id));
    }

    [Theory]
    [InlineData(141126101000, AddCheckpoint.FourShifts, "division-elsewhere")]
    [InlineData(County.Xiajiaying, "06:00,00:00", "shifts-wrong")]
    [InlineData(County.Xiajiaying, "6", "shifts-wrong")]
    public void A_checkpoint_that_cannot_be_is_refused(long division, string shifts, string code) =>
        Assert.Equal(code, AddCheckpoint.Refusal(County.A_checkpoint(_clock, division, shifts)));

    [Fact]
    public async Task An_outbreak_of_ninety_days_is_the_longest()
    {
        await using var db = _store.OpenDb();

        await OpenOutbreak.RunAsync(db, Caller.System, County.An_outbreak(_clock, days: 90), Stop);
        var refused = await Assert.ThrowsAsync<ActRefusedException>(() => OpenOutbreak.RunAsync(db, Caller.System, County.An_outbreak(_clock, days: 91), Stop));

        Assert.Equal("outbreak-too-long", refused.Code);
    }

    [Theory]
    [InlineData(91)]
    [InlineData(0)]
    public async Task The_database_too_refuses_an_outbreak_that_is_too_long_or_never_begins(int days)
    {
        await using var db = _store.OpenDb();
        var outbreak = County.An_outbreak(_clock, days);

        await Assert.ThrowsAsync<DbUpdateException>(() => db.WriteAsync(County.Code, Caller.System.Did("test"), () => db.Add(outbreak), Stop));
    }

    [Theory]
    [InlineData("141126", "area-wrong")]
    [InlineData("14112", "area-wrong")]
    public void An_outbreak_stays_in_its_owners_area(string area, string code) =>
        Assert.Equal(code, OpenOutbreak.Refusal(County.An_outbreak(_clock, area: area)));

    [Fact]
    public async Task Divisions_can_be_loaded_again_and_are_renamed()
    {
        await using var db = _store.OpenDb();
        Division[] towns = [.. Enumerable.Range(0, 450).Select(n => A_division(141122_000_000 + n, "镇" + n))];

        Assert.Equal(450, await LoadDivisions.RunAsync(db, Caller.System, towns, Stop));
        Assert.Equal(0, await LoadDivisions.RunAsync(db, Caller.System, towns.Select(t => A_division(t.Code, t.NameZh)), Stop));
        Assert.Equal(1, await LoadDivisions.RunAsync(db, Caller.System, [A_division(towns[7].Code, "新名")], Stop));

        Assert.Equal("新名", (await db.Set<Division>().SingleAsync(d => d.Code == towns[7].Code, Stop)).NameZh);
    }

    [Fact]
    public async Task A_pack_is_installed_once_and_announced_to_every_owner()
    {
        await using var db = _store.OpenDb();
        var before = await RevisionAsync(db);

        await County.InstallAsync(_store, County.A_pack(), County.Noon);
        await County.InstallAsync(_store, County.A_pack(), County.Noon);

        Assert.Equal(before + 2, await RevisionAsync(db)); // repeated, in case the first broke off
        Assert.Equal(1, await db.Set<PackRow>().CountAsync(Stop));
    }

    [Fact]
    public async Task An_installed_pack_is_never_changed()
    {
        await County.InstallAsync(_store, County.A_pack(), County.Noon);

        var other = await Assert.ThrowsAsync<ActRefusedException>(() => County.InstallAsync(_store, County.A_pack() + " ", County.Noon));
        var later = await Assert.ThrowsAsync<ActRefusedException>(() => County.InstallAsync(_store, County.A_pack(), County.Noon.AddDays(1)));

        Assert.Equal(("pack-changed", "pack-changed"), (other.Code, later.Code));
    }

    private static Division A_division(long code, string name) => new() { Code = code, NameZh = name, NameEn = name, Level = 4 };

    private static Task<long> RevisionAsync(RedVestDb db) =>
        db.Set<OwnerState>().AsNoTracking().Where(o => o.Owner == County.Code).Select(o => o.Revision).SingleAsync(Stop);

    private static Task<List<string>> ActsAsync(RedVestDb db, Guid subject) =>
        db.Set<AuditRow>().Where(a => a.Owner == County.Code && a.Subject == subject).Select(a => a.Act).ToListAsync(Stop);
}
