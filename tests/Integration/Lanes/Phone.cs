using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Lanes;

/// <summary>A phone at the lane: builds records, numbers them, and pushes them as JSON text.</summary>
internal sealed class Phone(Post post, Guid id)
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Guid _life = post.Clock.NewId();
    private long _seq;
    private long _mono;
    private string _token = "";

    public Guid Id => id;

    public Post Post => post;

    public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    public JsonArray Anchors { get; set; } = [];

    public void OpenSession()
    {
        _token = post.Host.Services.GetRequiredService<SessionTokens>().Issue(id, Post.Owner).Token;
        _mono += 1000;
        Anchors = [new JsonObject { ["life"] = _life, ["ticket"] = post.Host.Services.GetRequiredService<Tickets>().Issue(), ["mono"] = _mono, ["wall"] = Wall }];
    }

    private long Wall => post.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public JsonObject Record(string kind, Guid subject, JsonObject body, Guid? recordId = null, long? seq = null)
    {
        body["lane"] ??= post.LaneIn;
        body["checkpoint"] ??= post.Checkpoint;
        return new JsonObject
        {
            ["id"] = recordId ?? post.Clock.NewId(),
            ["seq"] = seq ?? ++_seq,
            ["kind"] = kind,
            ["subject"] = subject,
            ["life"] = _life,
            ["mono"] = ++_mono,
            ["wall"] = Wall,
            ["officer"] = null,
            ["body"] = body,
        };
    }

    /// <summary>A check of a car with one driver who is local, has a green code and no fever.</summary>
    public JsonObject Check(Guid passage, string plate = "晋G12345", string number = "141198199001010013", int tenths = 365, string category = "local", string code = "green") =>
        Record("checkpoints.check-started", passage, new JsonObject
        {
            ["direction"] = "in",
            ["category"] = category,
            ["vehicle"] = new JsonObject { ["plate"] = plate, ["plateUnreadable"] = false },
            ["occupants"] = new JsonArray(new JsonObject
            {
                ["n"] = 1,
                ["role"] = "driver",
                ["way"] = "card",
                ["document"] = new JsonObject { ["kind"] = "resident-id", ["number"] = number },
                ["name"] = "张三丰",
                ["phone"] = "+86 10000000001",
                ["temperatureTenths"] = tenths,
                ["healthCode"] = code,
            }),
        });

    public JsonObject Verdict(Guid passage, string given = "release", string? reason = null, bool emergency = false) =>
        Record("checkpoints.verdict", passage, new JsonObject
        {
            ["emergency"] = emergency,
            ["given"] = given,
            ["mustLook"] = false,
            ["occupants"] = emergency ? new JsonArray() : new JsonArray(new JsonObject { ["n"] = 1, ["given"] = given, ["reason"] = reason }),
            ["reason"] = reason,
            ["shown"] = "none",
        });

    /// <param name="server">Another server than the post's own: one that is a process, one that was restored.</param>
    public async Task<HttpResponseMessage> SendAsync(byte[] body, string? signature = null, string? token = null, HttpClient? server = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sync/push") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? _token);
        request.Headers.ExpectContinue = body.Length > 1 << 20; // a refusal then comes before the body, and no pipe breaks
        if (signature is not null)
            request.Headers.Add("X-RedVest-Signature", signature);
        return await (server ?? post.Host.Local).SendAsync(request, RedVestHost.Stop);
    }

    /// <summary>A client that asks in this phone's name.</summary>
    public HttpClient Client()
    {
        var client = post.Host.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return client;
    }

    public byte[] Body(params JsonObject[] records) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["push"] = post.Clock.NewId(),
        ["epoch"] = 1,
        ["anchors"] = Anchors.DeepClone(),
        ["records"] = new JsonArray([.. records.Select(r => r.DeepClone())]),
    }.ToJsonString());

    public string Sign(byte[] body) => Base64Url.EncodeToString(_key.SignData(body, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>Pushes and gives the answer, which must be 200.</summary>
    public async Task<JsonElement> PushAsync(params JsonObject[] records)
    {
        using var answer = await SendAsync(Body(records));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(RedVestHost.Stop)}");
        return await answer.JsonAsync();
    }

    /// <summary>Pushes one record and gives its outcome, with the code behind a colon if there is one.</summary>
    public async Task<string> OutcomeAsync(JsonObject record) => Said((await PushAsync(record)).GetProperty("outcomes")[0]);

    public static string Said(JsonElement outcome) =>
        outcome.GetProperty("outcome").GetString() + (outcome.GetProperty("code").GetString() is { } code ? ":" + code : "");
}
