using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Checkpoints;
using RedVest.Integration.Tests.Access;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using Xunit;

namespace RedVest.Integration.Tests.Devices;

/// <summary>A phone at a lane, as far as enrolment and session go.</summary>
internal sealed class Phone : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal string PublicKey => Base64Url.EncodeToString(_key.ExportSubjectPublicKeyInfo());

    internal Guid Id { get; private set; }

    internal async Task<JsonElement> EnrolAsync(HttpClient api, string code)
    {
        var answer = await TryEnrolAsync(api, code);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.JsonAsync();
        Id = said.GetProperty("deviceId").GetGuid();
        return said;
    }

    internal Task<HttpResponseMessage> TryEnrolAsync(HttpClient api, string code) =>
        api.PostAsync("/api/v1/devices/enrol", new { code, name = "1 号车道", publicKey = PublicKey });

    internal async Task<string> ChallengeAsync(HttpClient api, Guid? deviceId = null) =>
        (await (await api.PostAsync("/api/v1/devices/challenge", new { deviceId = deviceId ?? Id })).JsonAsync()).GetProperty("challenge").GetString()!;

    internal Task<HttpResponseMessage> TryOpenAsync(HttpClient api, string challenge, Guid? deviceId = null, string? signature = null) =>
        api.PostAsync("/api/v1/devices/session", new { deviceId = deviceId ?? Id, challenge, signature = signature ?? Sign("redvest-session:" + challenge) });

    /// <summary>Opens a session; the token.</summary>
    internal async Task<string> OpenAsync(HttpClient api)
    {
        var answer = await TryOpenAsync(api, await ChallengeAsync(api));
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("token").GetString()!;
    }

    internal string Sign(string text) => Base64Url.EncodeToString(_key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));

    public void Dispose() => _key.Dispose();
}

internal static class Posts
{
    /// <summary>A checkpoint with one lane.</summary>
    internal static async Task<Guid> AddCheckpointAsync(this RedVestHost host, int owner = Personas.Jiaocheng, long divisionCode = 141122101000)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RedVestDb>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var id = clock.NewId();
        await AddCheckpoint.RunAsync(db, Caller.System, new AddCheckpoint.Request(
            owner, id, "motorway-exit", new DisplayName("夏家营", "Xiajiaying"), divisionCode, AddCheckpoint.FourShifts,
            [new AddCheckpoint.NewLane(clock.NewId(), 1, new DisplayName("一号道", "Lane 1"), "in", "any")]), RedVestHost.Stop);
        return id;
    }

    /// <summary>A code made in the office by a shift leader of the county.</summary>
    internal static async Task<string> MakeCodeAsync(this HttpClient office, Guid checkpointId)
    {
        var answer = await office.PostAsync("/api/v1/enrolment-codes", new { checkpointId });
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("code").GetString()!;
    }

    internal static async Task<HttpResponseMessage> GetWithTokenAsync(this HttpClient api, string address, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await api.SendAsync(request, RedVestHost.Stop);
    }
}
