using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RedVest.Unit.Tests.Drill;

/// <summary>A server of the device protocol in memory, strict where the protocol is strict, that can be told to have a bad day.</summary>
internal sealed class FakePost : HttpMessageHandler
{
    private readonly Dictionary<Guid, FakeDevice> _devices = [];
    private readonly Lock _gate = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public DateTimeOffset EarliestIdTime { get; init; }

    public int Epoch { get; set; } = 1;

    /// <summary>What stands in for the server's rules: the verdict proposed for one occupant.</summary>
    public Func<JsonNode, string> Propose { get; init; } = _ => "release";

    /// <summary>Runs before each push is looked at; an answer in its place makes the push fail.</summary>
    public Func<int, HttpResponseMessage?> BeforePush { get; set; } = _ => null;

    public int Pushes { get; private set; }

    /// <summary>The pack in the bundle; without one the officer decides by eye.</summary>
    public string Pack { get; init; } = "null";

    public bool BundleIsForged { get; init; }

    public List<JsonNode> Kept { get; } = [];

    public IEnumerable<FakeDevice> Devices => _devices.Values;

    public IEnumerable<JsonNode> Stored => _devices.Values.SelectMany(d => d.BySeq.Values);

    /// <summary>The newest backup of the server is put back.</summary>
    public void LoseRecordsFrom(long seq)
    {
        Epoch++;
        foreach (var device in _devices.Values)
        {
            foreach (var late in device.BySeq.Keys.Where(s => s >= seq).ToList())
                device.BySeq.Remove(late);
        }
    }

    public static HttpResponseMessage Problem(HttpStatusCode status, string code) =>
        new(status) { Content = JsonContent.Create(new { title = code, status = (int)status, code }) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
            return Bundle();
        var bytes = await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var body = JsonNode.Parse(bytes)!;
        lock (_gate)
        {
            return request.RequestUri!.AbsolutePath switch
            {
                "/api/v1/devices/enrol" => Enrol(body),
                "/api/v1/devices/challenge" => Ok(new JsonObject { ["challenge"] = "c-" + body["deviceId"] }),
                "/api/v1/devices/session" => Session(body),
                "/api/v1/checkpoints/recognise" => Ok(new JsonObject { ["recognised"] = false, ["occupants"] = new JsonArray() }),
                "/api/v1/sync/push" => Push(request, bytes, body),
                _ => Problem(HttpStatusCode.NotFound, "not-found"),
            };
        }
    }

    private HttpResponseMessage Enrol(JsonNode body)
    {
        var id = Guid.CreateVersion7(EarliestIdTime);
        _devices[id] = new(Base64Url.DecodeFromChars((string)body["publicKey"]!));
        return Ok(new JsonObject
        {
            ["deviceId"] = id,
            ["owner"] = 141122,
            ["checkpointId"] = Guid.Empty,
            ["serverKey"] = Base64Url.EncodeToString(_key.ExportSubjectPublicKeyInfo()),
            ["epoch"] = Epoch,
            ["ticket"] = Ticket(),
        });
    }

    private HttpResponseMessage Bundle()
    {
        var sections = new Dictionary<string, string> { ["pack"] = Pack, ["outbreak"] = """{"id":"x"}""", ["post"] = """{"utcOffsetMinutes":480}""" };
        var manifest = new JsonObject
        {
            ["asOf"] = "2022-04-15T00:00:00Z",
            ["sections"] = new JsonArray([.. sections.Select(s => new JsonObject
            {
                ["name"] = s.Key, ["version"] = "1", ["sha256"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(s.Value))),
            })]),
        }.ToJsonString();
        var signature = _key.SignData(Encoding.UTF8.GetBytes(manifest), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        if (BundleIsForged)
            signature[3] ^= 1;
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(new { manifest, signature = Base64Url.EncodeToString(signature), sections }) };
    }

    private HttpResponseMessage Session(JsonNode body)
    {
        var device = _devices[(Guid)body["deviceId"]!];
        var signed = Encoding.UTF8.GetBytes("redvest-session:" + body["challenge"]);
        return device.Signed(signed, (string)body["signature"]!)
            ? Ok(new JsonObject { ["token"] = body["deviceId"]!.ToString(), ["expiresAt"] = "2099-01-01T00:00:00Z", ["ticket"] = Ticket(), ["epoch"] = Epoch })
            : Problem(HttpStatusCode.Unauthorized, "challenge-wrong");
    }

    private HttpResponseMessage Push(HttpRequestMessage request, byte[] bytes, JsonNode body)
    {
        if (BeforePush(++Pushes) is { } instead)
            return instead;
        var device = _devices[Guid.Parse(request.Headers.Authorization!.Parameter!)];
        if (request.Headers.TryGetValues("X-RedVest-Signature", out var signature) && !device.Signed(bytes, signature.Single()))
            return Problem(HttpStatusCode.Unauthorized, "signature-wrong");

        var outcomes = new JsonArray([.. body["records"]!.AsArray().Select(r => Decide(device, r!.DeepClone()))]);
        return Ok(new JsonObject
        {
            ["epoch"] = Epoch,
            ["ticket"] = Ticket(),
            ["revision"] = 1,
            ["contiguous"] = device.Contiguous,
            ["gaps"] = new JsonArray(),
            ["outcomes"] = outcomes,
        });
    }

    private JsonObject Decide(FakeDevice device, JsonNode record)
    {
        var (id, seq) = ((Guid)record["id"]!, (long)record["seq"]!);
        var sameId = device.BySeq.Values.FirstOrDefault(r => (Guid)r["id"]! == id);
        var (outcome, code) = (sameId, device.BySeq.ContainsKey(seq)) switch
        {
            ({ } stored, _) => stored.ToJsonString() == record.ToJsonString() ? ("already-stored", null) : ("conflict", "record-changed"),
            (null, true) => ("conflict", "sequence-changed"),
            _ when TimeOf(id) < EarliestIdTime => ("refused", "id-time"),
            _ => ("stored", (string?)null),
        };
        if (outcome == "stored")
            device.BySeq[seq] = record;
        else if (code is not null)
            Kept.Add(record);
        return new JsonObject
        {
            ["id"] = id,
            ["outcome"] = outcome,
            ["code"] = code,
            ["detail"] = null,
            ["estimated"] = false,
            ["answer"] = outcome == "stored" && (string?)record["kind"] == "checkpoints.check-started" ? Proposal(record["body"]!["occupants"]!.AsArray()) : null,
        };
    }

    private JsonObject Proposal(JsonArray occupants) => new()
    {
        ["verdict"] = occupants.Select(o => Propose(o!)).FirstOrDefault(v => v != "release") ?? "release",
        ["mustLook"] = false,
        ["occupants"] = new JsonArray([.. occupants.Select(o => new JsonObject { ["n"] = (int)o!["n"]!, ["verdict"] = Propose(o), ["mustLook"] = false })]),
    };

    private static DateTimeOffset TimeOf(Guid id) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.ToString("N")[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string Ticket() => "2022-04-15T09:15:00.123Z.mac";

    private static HttpResponseMessage Ok(JsonObject body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body) };

    internal sealed class FakeDevice(byte[] publicKey)
    {
        public SortedDictionary<long, JsonNode> BySeq { get; } = [];

        public long Contiguous
        {
            get
            {
                long upTo = 0;
                while (BySeq.ContainsKey(upTo + 1))
                    upTo++;
                return upTo;
            }
        }

        public bool Signed(byte[] bytes, string signature)
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyData(bytes, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
