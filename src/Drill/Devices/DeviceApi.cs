using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace RedVest.Drill.Devices;

/// <summary>What became of one push as a whole.</summary>
internal abstract record PushResult
{
    internal sealed record Answered(PushAnswer Answer) : PushResult;

    /// <summary>The server is busy or away: try again later, nothing is lost.</summary>
    internal sealed record TryLater(TimeSpan After) : PushResult;

    internal sealed record SessionEnded : PushResult;

    internal sealed record TooLarge : PushResult;

    internal sealed record SignatureWanted : PushResult;
}

/// <summary>The server refused something that trying again will not mend.</summary>
internal sealed class RefusedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>The device's half of docs/protocol.md over HTTP.</summary>
internal sealed class DeviceApi(HttpClient http)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(200);
    private const string Devices = "api/v1/devices/";

    public Task<EnrolAnswer> EnrolAsync(EnrolRequest request, CancellationToken cancellationToken) =>
        AskAsync<EnrolRequest, EnrolAnswer>(Devices + "enrol", request, token: null, cancellationToken);

    public async Task<SessionAnswer> OpenSessionAsync(Guid device, DeviceKey key, CancellationToken cancellationToken)
    {
        var challenge = (await AskAsync<ChallengeRequest, ChallengeAnswer>(Devices + "challenge", new(device), null, cancellationToken)).Challenge;
        var signature = key.Sign(Encoding.UTF8.GetBytes("redvest-session:" + challenge));
        return await AskAsync<SessionRequest, SessionAnswer>(Devices + "session", new(device, challenge, signature), null, cancellationToken);
    }

    public Task<RecogniseAnswer> RecogniseAsync(RecogniseRequest by, string token, CancellationToken cancellationToken) =>
        AskAsync<RecogniseRequest, RecogniseAnswer>("api/v1/checkpoints/recognise", by, token, cancellationToken);

    /// <summary>An act of the device's own post that answers nothing.</summary>
    public async Task ActAsync<TBody>(string path, TBody body, string token, CancellationToken cancellationToken)
    {
        using var request = Request(path, token, JsonBytes(JsonSerializer.SerializeToUtf8Bytes(body, Wire.Json)));
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, cancellationToken);
    }

    public async Task<BundleAnswer> BundleAsync(string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/sync/bundle");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<BundleAnswer>(Wire.Json, cancellationToken))! // a success has a body
            : throw await RefusalAsync(response, cancellationToken);
    }

    public async Task<PushResult> PushAsync(byte[] body, string token, string? signature, CancellationToken cancellationToken)
    {
        using var request = Request("api/v1/sync/push", token, JsonBytes(body));
        if (signature is not null)
            request.Headers.Add("X-RedVest-Signature", signature);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return await ReadPushAsync(response, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return new PushResult.TryLater(ShortWait); // the line broke; whether the server stored it, the next push will tell
        }
    }

    private static async Task<PushResult> ReadPushAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return new PushResult.Answered((await response.Content.ReadFromJsonAsync<PushAnswer>(Wire.Json, cancellationToken))!); // a 200 has a body
            case HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout:
                return new PushResult.TryLater(RetryAfter(response));
            case HttpStatusCode.RequestEntityTooLarge:
                return new PushResult.TooLarge();
        }

        var refusal = await RefusalAsync(response, cancellationToken);
        return refusal.Code switch
        {
            "session-expired" => new PushResult.SessionEnded(),
            "too-many-records" => new PushResult.TooLarge(),
            "signature-required" => new PushResult.SignatureWanted(),
            _ => throw refusal,
        };
    }

    private async Task<TAnswer> AskAsync<TRequest, TAnswer>(string path, TRequest body, string? token, CancellationToken cancellationToken)
    {
        const int Attempts = 20;
        for (var attempt = 1; ; attempt++)
        {
            using var request = Request(path, token, JsonBytes(JsonSerializer.SerializeToUtf8Bytes(body, Wire.Json)));
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
                return (await response.Content.ReadFromJsonAsync<TAnswer>(Wire.Json, cancellationToken))!; // a success has a body
            if (attempt == Attempts || response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw await RefusalAsync(response, cancellationToken);
            await Task.Delay(RetryAfter(response), cancellationToken);
        }
    }

    private static HttpRequestMessage Request(string path, string? token, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        return request;
    }

    private static ByteArrayContent JsonBytes(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };

    private static TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta ?? ShortWait;

    public static async Task<RefusedException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var problem = JsonDocument.Parse(text).RootElement;
            return new(problem.GetProperty("code").GetString() ?? "", problem.TryGetProperty("title", out var title) ? title.GetString() ?? "" : "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new($"http-{(int)response.StatusCode}", $"HTTP {(int)response.StatusCode}");
        }
    }
}
