using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints;
using RedVest.Duty;
using RedVest.Integration.Tests.Registry;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Sync;

public sealed class BundleTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly FakeTimeProvider _clock = new(County.Noon);
    private TestDatabase _database = null!;
    private ServiceProvider _services = null!;
    private AddCheckpoint.Request _checkpoint = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Store Store => _services.GetRequiredService<Store>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddSingleton(_ => new SigningKeys(Path.Combine(_database.Folder, "keys")))
            .AddSingleton(_ => KeyRing.Open(Path.Combine(_database.Folder, "keys"), _clock))
            .AddStorage(_database.Options).AddRegistry().AddCheckpoints().AddDuty().AddBundles().BuildServiceProvider();
        await _services.GetRequiredService<Migrator>().MigrateAsync(Stop);
        await County.SetUpAsync(Store);
        _checkpoint = County.A_checkpoint(_clock);
        await using var db = Store.OpenDb();
        await AddCheckpoint.RunAsync(db, Caller.System, _checkpoint, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_device_without_anything_gets_every_section_and_can_check_each()
    {
        await County.InstallAsync(Store, County.A_pack(), County.Noon);

        var bundle = await MakeAsync(Nothing);
        using var manifest = JsonDocument.Parse(bundle.Manifest);

        Assert.True(Verifies(bundle));
        Assert.Superset(new HashSet<string>(["outbreak", "pack", "post", "settings", "staff", "trust", "yard"]), bundle.Sections.Keys.ToHashSet());
        foreach (var line in manifest.RootElement.GetProperty("sections").EnumerateArray())
        {
            var text = bundle.Sections[line.GetProperty("name").GetString()!];
            Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text))), line.GetProperty("sha256").GetString());
        }

        Assert.Equal("2022-04-14T04:00:00.000Z", manifest.RootElement.GetProperty("asOf").GetString());
    }

    [Fact]
    public async Task A_device_that_has_everything_gets_nothing_but_a_manifest()
    {
        var bundle = await MakeAsync(Versions(await MakeAsync(Nothing)));

        Assert.Empty(bundle.Sections);
        Assert.True(Verifies(bundle));
    }

    [Fact]
    public async Task Only_what_changed_comes_along()
    {
        var have = Versions(await MakeAsync(Nothing));
        await using var db = Store.OpenDb();
        var unit = new Organisation { Owner = County.Code, Id = _clock.NewId(), Kind = "bureau", NameZh = "交通局", NameEn = "Transport bureau" };
        await AddOrganisation.RunAsync(db, Caller.System, unit, Stop);
        await AddStaff.RunAsync(
            db,
            Caller.System,
            [
                new StaffMember { Owner = County.Code, Id = _clock.NewId(), Name = "王示例", OrganisationId = unit.Id, PlaceId = _checkpoint.Id, Post = "lane-officer" },
                new StaffMember { Owner = County.Code, Id = _clock.NewId(), Name = "李不在", OrganisationId = unit.Id },
                new StaffMember { Owner = County.Code, Id = _clock.NewId(), Name = "赵离岗", PlaceId = _checkpoint.Id, Active = false },
            ],
            Stop);

        var bundle = await MakeAsync(have);

        var (name, text) = Assert.Single(bundle.Sections);
        Assert.Equal("staff", name);
        using var staff = JsonDocument.Parse(text);
        var only = Assert.Single(staff.RootElement.EnumerateArray());
        Assert.Equal(("王示例", "交通局"), (only.GetProperty("name").GetString(), only.GetProperty("homeUnit").GetString()));
    }

    [Fact]
    public async Task The_post_says_lanes_and_shifts_as_the_protocol_does()
    {
        var bundle = await MakeAsync(Nothing);
        using var post = JsonDocument.Parse(bundle.Sections["post"]);
        var root = post.RootElement;

        Assert.Equal(County.Code, root.GetProperty("owner").GetInt32());
        Assert.Equal("交城县", root.GetProperty("ownerName").GetProperty("zh").GetString());
        Assert.Equal(480, root.GetProperty("utcOffsetMinutes").GetInt32());
        Assert.Equal(_checkpoint.Id, root.GetProperty("checkpoint").GetProperty("id").GetGuid());
        Assert.Equal(["00:00", "06:00", "12:00", "18:00"], root.GetProperty("shifts").EnumerateArray().Select(s => s.GetProperty("start").GetString()));
        var lane = root.GetProperty("lanes")[0];
        Assert.Equal((1, "in", "any", true), (lane.GetProperty("number").GetInt32(), lane.GetProperty("direction").GetString(), lane.GetProperty("category").GetString(), lane.GetProperty("open").GetBoolean()));
        Assert.Equal("In 1", lane.GetProperty("name").GetProperty("en").GetString());
    }

    [Fact]
    public async Task A_pack_that_takes_effect_later_comes_when_it_does()
    {
        await County.InstallAsync(Store, County.A_pack(), County.Noon.AddHours(1), _services.GetRequiredService<PackSeals>()); // sealed by this installation
        var before = await MakeAsync(Nothing);
        _clock.Advance(TimeSpan.FromHours(1));
        var after = await MakeAsync(Versions(before));

        Assert.Equal("null", before.Sections["pack"]);
        Assert.Equal(County.A_pack(), after.Sections["pack"]);
        Assert.Single(after.Sections);
    }

    private async Task<Bundle> MakeAsync(IReadOnlyDictionary<string, string> have)
    {
        await using var db = Store.OpenDb();
        return await _services.GetRequiredService<Bundles>().MakeAsync(db, _clock.NewId(), County.Code, _checkpoint.Id, have, Stop);
    }

    private bool Verifies(Bundle bundle)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_services.GetRequiredService<SigningKeys>().Bundle.PublicKey, out _);
        return key.VerifyData(Encoding.UTF8.GetBytes(bundle.Manifest), Base64Url.DecodeFromChars(bundle.Signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static Dictionary<string, string> Versions(Bundle bundle)
    {
        using var manifest = JsonDocument.Parse(bundle.Manifest);
        return manifest.RootElement.GetProperty("sections").EnumerateArray()
            .ToDictionary(s => s.GetProperty("name").GetString()!, s => s.GetProperty("version").GetString()!);
    }
}
