using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Devices;

public sealed class EnrolmentTests
{
    [Fact]
    public async Task A_phone_enrols_by_the_code_that_the_office_shows()
    {
        await using var host = await StartAsync();
        var checkpoint = await host.AddCheckpointAsync();
        using var office = await host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: checkpoint.ToString());
        using var phone = new Phone();

        var shown = await (await office.PostAsync("/api/v1/enrolment-codes", new { checkpointId = checkpoint })).JsonAsync();
        var enrolled = await phone.EnrolAsync(host.NewClient(), shown.GetProperty("code").GetString()!);
        var row = Assert.Single((await (await office.GetAsync("/api/v1/devices", RedVestHost.Stop)).JsonAsync()).GetProperty("rows").EnumerateArray());

        Assert.EndsWith("/field/#enrol=" + shown.GetProperty("code").GetString(), shown.GetProperty("address").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", shown.GetProperty("qrSvg").GetString(), StringComparison.Ordinal);
        Assert.Equal(Personas.Jiaocheng, enrolled.GetProperty("owner").GetInt32());
        Assert.Equal(checkpoint, enrolled.GetProperty("checkpointId").GetGuid());
        Assert.Equal(1, enrolled.GetProperty("epoch").GetInt32());
        Assert.Equal(
            Base64Url.EncodeToString(host.Services.GetRequiredService<SigningKeys>().Bundle.PublicKey), enrolled.GetProperty("serverKey").GetString());
        Assert.Equal(phone.Id, row.GetProperty("id").GetGuid());
        Assert.Equal("夏家营", row.GetProperty("checkpointName").GetString());
        Assert.Equal("lane", row.GetProperty("kind").GetString());
        Assert.Equal(0, row.GetProperty("contiguous").GetInt32());
    }

    [Fact]
    public async Task Of_twelve_phones_that_bring_one_code_one_is_enrolled()
    {
        await using var host = await StartAsync();
        using var office = await host.SignInAsync(Role.PostHead);
        var code = await office.MakeCodeAsync(await host.AddCheckpointAsync());
        var phones = Enumerable.Range(0, 12).Select(_ => new Phone()).ToArray();

        var answers = await Task.WhenAll(phones.Select(phone => phone.TryEnrolAsync(host.Api, code)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        foreach (var lost in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
            Assert.Equal("enrolment-code-wrong", await lost.ProblemCodeAsync());
        Assert.Equal(1, await CountDevicesAsync(host));
    }

    [Fact]
    public async Task A_phone_whose_answer_was_lost_asks_again_and_gets_it()
    {
        await using var host = await StartAsync();
        using var office = await host.SignInAsync(Role.PostHead);
        var code = await office.MakeCodeAsync(await host.AddCheckpointAsync());
        using var phone = new Phone();

        var first = await phone.EnrolAsync(host.Api, code);
        var again = await phone.EnrolAsync(host.Api, code);

        Assert.Equal(first.GetProperty("deviceId").GetGuid(), again.GetProperty("deviceId").GetGuid());
        Assert.Equal(1, await CountDevicesAsync(host));
    }

    [Fact]
    public async Task A_code_of_fifteen_minutes_ago_has_expired()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(clock);
        using var office = await host.SignInAsync(Role.PostHead);
        var code = await office.MakeCodeAsync(await host.AddCheckpointAsync());
        using var phone = new Phone();

        clock.Advance(EnrolmentCodes.Life);
        var answer = await phone.TryEnrolAsync(host.Api, code);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("enrolment-code-expired", await answer.ProblemCodeAsync());
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_from_one_address()
    {
        await using var host = await StartAsync();
        using var phone = new Phone();

        var answers = new List<string?>();
        for (var n = 0; n <= EnrolDevice.MostGuesses; n++)
            answers.Add(await (await phone.TryEnrolAsync(host.Api, FormattableString.Invariant($"{n:D8}"))).ProblemCodeAsync());

        Assert.All(answers.SkipLast(1), code => Assert.Equal("enrolment-code-wrong", code));
        Assert.Equal("too-many-requests", answers[^1]);
    }

    [Fact]
    public async Task Only_a_key_on_the_right_curve_is_taken()
    {
        await using var host = await StartAsync();
        using var office = await host.SignInAsync(Role.PostHead);
        var code = await office.MakeCodeAsync(await host.AddCheckpointAsync());
        using var bigger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var phone = new Phone();
        var good = Base64Url.DecodeFromChars(phone.PublicKey);
        var besideTheCurve = good.ToArray();
        besideTheCurve[^1] ^= 1;

        foreach (var key in new[] { bigger.ExportSubjectPublicKeyInfo(), rsa.ExportSubjectPublicKeyInfo(), besideTheCurve, [.. good, 0], good[..^1], [] })
        {
            var answer = await host.Api.PostAsync("/api/v1/devices/enrol", new { code, name = "x", publicKey = Base64Url.EncodeToString(key) });
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("public-key-wrong", await answer.ProblemCodeAsync());
        }

        await phone.EnrolAsync(host.Api, code); // none of them has spent the code
    }

    [Fact]
    public async Task Nobody_makes_codes_or_sees_devices_outside_of_the_own_posts()
    {
        await using var host = await StartAsync();
        var (here, there) = (await host.AddCheckpointAsync(), await host.AddCheckpointAsync(divisionCode: 141122102000));
        var neighbours = await host.AddCheckpointAsync(Personas.Wenshui, 141121100000);
        using var leader = await host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: here.ToString());
        using var town = await host.SignInAsync(Role.PostHead, scope: "141122102");
        using var county = await host.SignInAsync(Role.Administrator);
        using var officer = await host.SignInAsync(Role.LaneOfficer);
        using var phone = new Phone();
        await phone.EnrolAsync(host.Api, await leader.MakeCodeAsync(here));

        foreach (var (office, post) in new[] { (leader, there), (town, here), (leader, neighbours), (county, neighbours), (county, Guid.Empty) })
        {
            var answer = await office.PostAsync("/api/v1/enrolment-codes", new { checkpointId = post });
            Assert.Equal("place-unknown", await answer.ProblemCodeAsync());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await officer.PostAsync("/api/v1/enrolment-codes", new { checkpointId = here })).StatusCode);
        Assert.Empty(await RowsAsync(town));
        Assert.Single(await RowsAsync(county));
        Assert.Equal(HttpStatusCode.NotFound, (await town.PostAsync($"/api/v1/devices/{phone.Id}/revoke", new { reason = "丢失" })).StatusCode);
    }

    [Fact]
    public async Task Only_a_demo_database_takes_a_drills_devices()
    {
        await using var host = await StartAsync();
        var checkpoint = await host.AddCheckpointAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var codes = scope.ServiceProvider.GetRequiredService<EnrolmentCodes>();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var me = Caller.Of(CallerKinds.Operator, null, Personas.Jiaocheng);
        var day = new DateOnly(2022, 4, 14);

        await Assert.ThrowsAsync<InvalidOperationException>(() => codes.IssueAsync(me, checkpoint, Device.Drill, day, RedVestHost.Stop));
        var county = await db.Set<OwnerState>().SingleAsync(o => o.Owner == Personas.Jiaocheng, RedVestHost.Stop);
        await db.WriteAsync(Personas.Jiaocheng, Caller.System.Did("demo-loaded"), () => county.IsDemo = true, RedVestHost.Stop);
        var issued = await codes.IssueAsync(me, checkpoint, Device.Drill, day, RedVestHost.Stop);
        using var phone = new Phone();
        await phone.EnrolAsync(host.Api, issued!.Code);
        var known = await host.Services.GetRequiredService<DeviceDirectory>().FindAsync(Personas.Jiaocheng, phone.Id, RedVestHost.Stop);

        Assert.Equal(Device.Drill, known!.Kind);
        Assert.Equal(new DateTimeOffset(2022, 4, 13, 16, 0, 0, TimeSpan.Zero), known.StatedFrom);
        Assert.Equal(new DateTimeOffset(2022, 4, 14, 16, 0, 0, TimeSpan.Zero), known.StatedTo);
    }

    private static async Task<System.Text.Json.JsonElement[]> RowsAsync(HttpClient office) =>
        [.. (await (await office.GetAsync("/api/v1/devices", RedVestHost.Stop)).JsonAsync()).GetProperty("rows").EnumerateArray()];

    private static async Task<int> CountDevicesAsync(RedVestHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RedVestDb>().Set<Device>().CountAsync(RedVestHost.Stop);
    }

    private static async Task<RedVestHost> StartAsync(TimeProvider? clock = null)
    {
        var host = await RedVestHost.StartAsync(clock);
        await host.SetUpAsync();
        return host;
    }
}
