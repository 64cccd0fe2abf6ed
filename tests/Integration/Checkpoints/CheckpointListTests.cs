using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RedVest.Checkpoints;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Devices;
using RedVest.Integration.Tests.Registry;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Checkpoints;

public sealed class CheckpointListTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow()); // browsers drop cookies that their own clock calls expired
    private RedVestHost _host = null!;
    private AddCheckpoint.Request _first = null!;
    private AddCheckpoint.Request _second = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync(_clock);
        await _host.SetUpAsync();
        _first = County.A_checkpoint(_clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _second = County.A_checkpoint(_clock, division: 141122100000);
        await using var db = _host.Services.GetRequiredService<Store>().OpenDb();
        await LoadDivisions.RunAsync(
            db, Caller.System, [new Division { Code = County.Xiajiaying, NameZh = "夏家营镇", NameEn = "Xiajiaying Town", Level = 4 }], RedVestHost.Stop);
        await AddCheckpoint.RunAsync(db, Caller.System, _first, RedVestHost.Stop);
        await AddCheckpoint.RunAsync(db, Caller.System, _second, RedVestHost.Stop);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Headquarters_sees_every_checkpoint_of_the_county_with_its_lanes()
    {
        using var browser = await _host.SignInAsync(Role.Headquarters);

        var rows = await RowsAsync(browser);

        Assert.Equal([_first.Id, _second.Id], rows.Select(r => r.GetProperty("id").GetGuid()));
        var row = rows[0];
        Assert.Equal("夏家营卡口", row.GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal("Xiajiaying Town", row.GetProperty("divisionName").GetProperty("en").GetString());
        Assert.Equal("141122100000", rows[1].GetProperty("divisionName").GetProperty("zh").GetString()); // not in the list of divisions
        Assert.Equal($"{_clock.GetUtcNow().AddHours(8):yyyy-MM-dd}", row.GetProperty("today").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("lastDay").ValueKind);
        Assert.Equal([1, 2], row.GetProperty("lanes").EnumerateArray().Select(l => l.GetProperty("number").GetInt32()));
        Assert.True(row.GetProperty("lanes")[0].GetProperty("open").GetBoolean());
    }

    [Fact]
    public async Task A_shift_leader_sees_the_own_post_only()
    {
        using var browser = await _host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: _second.Id.ToString());

        Assert.Equal(_second.Id, Assert.Single(await RowsAsync(browser)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Another_county_sees_nothing_of_it()
    {
        using var browser = await _host.SignInAsync(Role.Headquarters, home: Personas.Wenshui);

        Assert.Empty(await RowsAsync(browser));
    }

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Api.GetAsync("/api/v1/checkpoints", RedVestHost.Stop)).StatusCode);

    [Fact]
    public async Task The_pack_in_force_is_shown_as_installed_and_its_absence_is_said()
    {
        using var browser = await _host.SignInAsync(Role.ShiftLeader);
        var none = await browser.GetAsync("/api/v1/packs/current", RedVestHost.Stop);
        await County.InstallAsync(_host.Services.GetRequiredService<Store>(), County.A_pack(), _clock.GetUtcNow(), _host.Services.GetRequiredService<PackSeals>());

        var pack = await browser.GetAsync("/api/v1/packs/current", RedVestHost.Stop);

        Assert.Equal("no-pack", await none.ProblemCodeAsync());
        Assert.Equal("application/json", pack.Content.Headers.ContentType?.MediaType);
        Assert.Equal(County.A_pack(), await pack.Content.ReadAsStringAsync(RedVestHost.Stop));
    }

    [Fact]
    public async Task A_device_gets_the_bundle_of_its_own_post_and_only_with_a_session()
    {
        using var officer = await _host.SignInAsync(Role.PostHead);
        using var phone = new Phone();
        await phone.EnrolAsync(_host.Api, await officer.MakeCodeAsync(_second.Id));
        var without = await _host.Local.GetAsync("/api/v1/sync/bundle", RedVestHost.Stop);
        var bundle = await (await _host.Api.GetWithTokenAsync("/api/v1/sync/bundle?have=post:old,nonsense,:", await phone.OpenAsync(_host.Api))).JsonAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        using var manifest = JsonDocument.Parse(bundle.GetProperty("manifest").GetString()!);
        using var post = JsonDocument.Parse(bundle.GetProperty("sections").GetProperty("post").GetString()!);
        Assert.Equal(phone.Id, manifest.RootElement.GetProperty("deviceId").GetGuid());
        Assert.Equal(_second.Id, post.RootElement.GetProperty("checkpoint").GetProperty("id").GetGuid());
    }

    private static async Task<JsonElement[]> RowsAsync(HttpClient browser)
    {
        var answer = await browser.GetAsync("/api/v1/checkpoints", RedVestHost.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.JsonAsync()).GetProperty("rows").EnumerateArray()];
    }
}
