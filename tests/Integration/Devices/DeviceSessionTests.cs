using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Devices;

public sealed class DeviceSessionTests
{
    [Fact]
    public async Task A_device_proves_its_key_and_is_known_by_its_token()
    {
        await using var host = await StartAsync();
        var (phone, checkpoint, _) = await EnrolAsync(host);

        var answer = await (await phone.TryOpenAsync(host.Api, await phone.ChallengeAsync(host.Api))).JsonAsync();
        var me = await (await host.Api.GetWithTokenAsync("/test/device", answer.GetProperty("token").GetString()!)).JsonAsync();

        Assert.Equal(1, answer.GetProperty("epoch").GetInt32());
        Assert.Matches("^20..-..-..T..:..:..\\....Z\\..{22}$", answer.GetProperty("ticket").GetString());
        Assert.Equal(phone.Id, me.GetProperty("id").GetGuid());
        Assert.Equal(Personas.Jiaocheng, me.GetProperty("owner").GetInt32());
        Assert.Equal(checkpoint, me.GetProperty("checkpointId").GetGuid());
    }

    [Fact]
    public async Task An_unknown_device_is_answered_like_one_that_cannot_sign()
    {
        await using var host = await StartAsync();
        var (phone, _, _) = await EnrolAsync(host);
        using var thief = new Phone();
        var nobody = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        var forUnknown = await thief.TryOpenAsync(host.Api, await phone.ChallengeAsync(host.Api, nobody), nobody);
        var challenge = await phone.ChallengeAsync(host.Api);
        var stolenId = await thief.TryOpenAsync(host.Api, challenge, phone.Id);

        foreach (var answer in new[] { forUnknown, stolenId })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("challenge-wrong", await answer.ProblemCodeAsync());
        }

        Assert.Equal(HttpStatusCode.OK, (await phone.TryOpenAsync(host.Api, challenge)).StatusCode);
    }

    [Fact]
    public async Task A_challenge_of_another_device_a_forged_one_and_an_old_one_are_refused()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(clock);
        var (phone, _, office) = await EnrolAsync(host);
        var (other, _, _) = await EnrolAsync(host, office);
        var mine = await phone.ChallengeAsync(host.Api);
        var changed = (mine[0] == 'A' ? 'B' : 'A') + mine[1..];

        foreach (var challenge in new[] { await other.ChallengeAsync(host.Api), changed, "", "红马甲", new string('A', 4000) })
            Assert.Equal("challenge-wrong", await (await phone.TryOpenAsync(host.Api, challenge)).ProblemCodeAsync());
        foreach (var signature in new[] { "", "AAAA", "%%%", phone.Sign(mine), new string('A', 86) })
            Assert.Equal("challenge-wrong", await (await phone.TryOpenAsync(host.Api, mine, signature: signature)).ProblemCodeAsync());

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("challenge-wrong", await (await phone.TryOpenAsync(host.Api, mine)).ProblemCodeAsync());
    }

    [Fact]
    public async Task A_revoked_device_is_refused_with_its_next_request_and_opens_no_new_session()
    {
        await using var host = await StartAsync();
        var (phone, _, office) = await EnrolAsync(host);
        var token = await phone.OpenAsync(host.Api);
        Assert.Equal(HttpStatusCode.OK, (await host.Api.GetWithTokenAsync("/test/device", token)).StatusCode);

        var revoked = await office.PostAsync($"/api/v1/devices/{phone.Id}/revoke", new { reason = "丢失" });
        var next = await host.Api.GetWithTokenAsync("/test/device", token);
        var session = await phone.TryOpenAsync(host.Api, await phone.ChallengeAsync(host.Api));

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, next.StatusCode);
        Assert.Equal("device-revoked", await next.ProblemCodeAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, session.StatusCode);
        Assert.Equal("device-revoked", await session.ProblemCodeAsync());
        var row = (await (await office.GetAsync("/api/v1/devices", RedVestHost.Stop)).JsonAsync()).GetProperty("rows")[0];
        Assert.Equal("丢失", row.GetProperty("revokedReason").GetString());
    }

    [Fact]
    public async Task Another_node_learns_of_a_new_device_and_of_its_revocation_with_the_next_question()
    {
        await using var host = await StartAsync();
        using var otherNode = new DeviceDirectory(host.Services.GetRequiredService<Store>());
        var (phone, _, office) = await EnrolAsync(host);
        Assert.Null((await otherNode.FindAsync(Personas.Jiaocheng, phone.Id, RedVestHost.Stop))!.RevokedAt);
        var (second, _, _) = await EnrolAsync(host, office);

        Assert.NotNull(await otherNode.FindAsync(Personas.Jiaocheng, second.Id, RedVestHost.Stop));
        await office.PostAsync($"/api/v1/devices/{phone.Id}/revoke", new { reason = "丢失" });
        Assert.NotNull((await otherNode.FindAsync(Personas.Jiaocheng, phone.Id, RedVestHost.Stop))!.RevokedAt);
        Assert.Null(await otherNode.FindAsync(Personas.Wenshui, phone.Id, RedVestHost.Stop));
    }

    [Fact]
    public async Task A_token_ends_after_an_hour_and_a_changed_one_is_nobodys()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await StartAsync(clock);
        var (phone, _, _) = await EnrolAsync(host);
        var token = await phone.OpenAsync(host.Api);

        var changed = await host.Api.GetWithTokenAsync("/test/device", (token[0] == 'A' ? 'B' : 'A') + token[1..]);
        clock.Advance(TimeSpan.FromHours(1));
        var late = await host.Api.GetWithTokenAsync("/test/device", token);

        Assert.Equal("session-expired", await changed.ProblemCodeAsync());
        Assert.Equal("session-expired", await late.ProblemCodeAsync());
    }

    [Fact]
    public async Task A_device_is_no_user_and_a_user_no_device()
    {
        await using var host = await StartAsync();
        var (phone, _, office) = await EnrolAsync(host);
        var token = await phone.OpenAsync(host.Api);

        Assert.Equal(HttpStatusCode.Forbidden, (await host.NewClient().GetWithTokenAsync("/api/v1/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.NewClient().GetWithTokenAsync("/api/v1/devices", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.GetAsync("/test/device", RedVestHost.Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await office.GetWithTokenAsync("/api/v1/me", "nonsense")).StatusCode); // a header goes before the cookie
    }

    private static async Task<(Phone Phone, Guid Checkpoint, HttpClient Office)> EnrolAsync(RedVestHost host, HttpClient? office = null)
    {
        var checkpoint = await host.AddCheckpointAsync();
        office ??= await host.SignInAsync(Role.PostHead);
        var phone = new Phone();
        await phone.EnrolAsync(host.Api, await office.MakeCodeAsync(checkpoint));
        return (phone, checkpoint, office);
    }

    private static async Task<RedVestHost> StartAsync(TimeProvider? clock = null)
    {
        var host = await RedVestHost.StartAsync(clock, endpoints: routes =>
            routes.MapGet("/test/device", (Caller me) => TypedResults.Ok(new { me.Id, me.Owner, me.Device!.CheckpointId })).RequireAuthorization(Policies.Device));
        await host.SetUpAsync();
        return host;
    }
}
