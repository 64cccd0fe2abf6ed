using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Registry;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Rules;

/// <summary>A pack comes into force by the word of two people, and by nothing else.</summary>
public sealed class PackSignatureTests : IAsyncLifetime
{
    private RedVestHost _host = null!;
    private HttpClient _owner = null!;
    private HttpClient _approver = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RedVestHost.StartAsync();
        await _host.SetUpAsync();
        _owner = await _host.SignInAsync(Role.Administrator);
        _approver = await _host.SignInAsync(Role.Headquarters);
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _approver.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Two_people_put_a_shipped_pack_into_force()
    {
        using var proposed = await ProposeAsync(_owner, new { shipped = "TEST-MINIMAL" });
        Assert.Equal(HttpStatusCode.Created, proposed.StatusCode);
        Assert.Equal("proposed", await StateAsync("TEST-MINIMAL"));
        Assert.Equal(HttpStatusCode.NotFound, (await _owner.GetAsync("/api/v1/packs/current", RedVestHost.Stop)).StatusCode);

        using var approved = await ApproveAsync(_approver, "TEST-MINIMAL", 1);

        Assert.Equal(HttpStatusCode.NoContent, approved.StatusCode);
        Assert.Equal("effective", await StateAsync("TEST-MINIMAL"));
        Assert.Equal("TEST-MINIMAL", (await (await _owner.GetAsync("/api/v1/packs/current", RedVestHost.Stop)).JsonAsync()).GetProperty("id").GetString());
        var row = (await ListAsync()).GetProperty("rows").EnumerateArray().Single();
        Assert.NotEqual(row.GetProperty("owner").GetProperty("id").GetGuid(), row.GetProperty("approver").GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Who_proposed_a_pack_cannot_approve_it()
    {
        using var proposed = await ProposeAsync(_owner, new { shipped = "TEST-MINIMAL" });
        using var approved = await ApproveAsync(_owner, "TEST-MINIMAL", 1);

        Assert.Equal("pack-same-person", await approved.ProblemCodeAsync());
        Assert.Equal("proposed", await StateAsync("TEST-MINIMAL"));
    }

    [Fact]
    public async Task A_malformed_pack_is_refused_with_line_place_and_reason_and_the_one_in_force_stays()
    {
        await InForceAsync();
        var text = County.A_pack(2).Replace("\"parameters.feverTenths\"", "\"parameters.fever\"", StringComparison.Ordinal);
        using var refused = await ProposeAsync(_owner, new { text });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.JsonAsync();
        Assert.Equal("pack-wrong", problem.GetProperty("code").GetString());
        Assert.Contains("/rules/", problem.GetProperty("params").GetProperty("place").GetString(), StringComparison.Ordinal);
        Assert.True(problem.GetProperty("params").GetProperty("faults").GetArrayLength() > 1);
        Assert.Equal(1, (await (await _owner.GetAsync("/api/v1/packs/current", RedVestHost.Stop)).JsonAsync()).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_proposal_may_be_put_right_until_it_is_approved_and_not_afterwards()
    {
        using var first = await ProposeAsync(_owner, new { text = County.A_pack(1) });
        using var second = await ProposeAsync(_owner, new { text = County.A_pack(1) + " " });
        using var approved = await ApproveAsync(_approver, "TEST-MINIMAL", 1);
        using var third = await ProposeAsync(_owner, new { text = County.A_pack(1) });

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, approved.StatusCode);
        Assert.Equal("pack-changed", await third.ProblemCodeAsync());
    }

    [Theory]
    [InlineData("update kernel_pack_signature set person = (select s.person from kernel_pack_signature s where s.role = 'owner') where role = 'approver'")]
    [InlineData("delete from kernel_pack_signature where role = 'owner'")]
    [InlineData("update kernel_pack set text = replace(text, '373', '999')")]
    public async Task A_pack_or_signature_that_was_changed_behind_our_back_decides_nothing(string change)
    {
        await InForceAsync();
        await using (var scope = _host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
            await db.WriteAsync(Personas.Jiaocheng, Caller.System.Did("test", null), async write =>
            {
                await db.Database.ExecuteSqlRawAsync(change, RedVestHost.Stop);
                write.RaiseRevision();
                return true;
            }, RedVestHost.Stop);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _owner.GetAsync("/api/v1/packs/current", RedVestHost.Stop)).StatusCode);
        Assert.Equal("unusable", await StateAsync("TEST-MINIMAL"));
    }

    [Fact]
    public async Task A_later_version_decides_from_its_instant_on()
    {
        await InForceAsync();
        using var proposed = await ProposeAsync(_owner, new { text = County.A_pack(2), effectiveFrom = _host.Services.GetRequiredService<TimeProvider>().Now().AddDays(1) });
        using var approved = await ApproveAsync(_approver, "TEST-MINIMAL", 2);

        var states = (await ListAsync()).GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("version").GetInt32(), row => row.GetProperty("state").GetString());
        Assert.Equal(("effective", "future"), (states[1], states[2]));
        Assert.Equal(1, (await (await _owner.GetAsync("/api/v1/packs/current", RedVestHost.Stop)).JsonAsync()).GetProperty("version").GetInt32());
    }

    private async Task InForceAsync()
    {
        (await ProposeAsync(_owner, new { text = County.A_pack(1) })).EnsureSuccessStatusCode();
        (await ApproveAsync(_approver, "TEST-MINIMAL", 1)).EnsureSuccessStatusCode();
    }

    private static Task<HttpResponseMessage> ProposeAsync(HttpClient who, object body) => who.PostAsJsonAsync("/api/v1/packs", body, RedVestHost.Stop);

    private static Task<HttpResponseMessage> ApproveAsync(HttpClient who, string id, int version) => who.PostAsync($"/api/v1/packs/{id}/{version}/approve", null, RedVestHost.Stop);

    private async Task<JsonElement> ListAsync() => await (await _owner.GetAsync("/api/v1/packs", RedVestHost.Stop)).JsonAsync();

    private async Task<string?> StateAsync(string id) =>
        (await ListAsync()).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("id").GetString() == id).GetProperty("state").GetString();
}
