using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Drill.Devices;

/// <summary>The words of the device protocol (docs/protocol.md) as the drill sends and reads them.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed record EnrolRequest(string Code, string Name, string PublicKey);

internal sealed record EnrolAnswer(Guid DeviceId, int Owner, Guid CheckpointId, string ServerKey, int Epoch, string Ticket);

internal sealed record ChallengeRequest(Guid DeviceId);

internal sealed record ChallengeAnswer(string Challenge);

internal sealed record SessionRequest(Guid DeviceId, string Challenge, string Signature);

internal sealed record SessionAnswer(string Token, DateTimeOffset ExpiresAt, string Ticket, int Epoch);

/// <summary>One moment of a life at which the device knew the time: from a ticket, or stated by a drill device for itself.</summary>
internal sealed record Anchor(Guid Life, string? Ticket, string? Stated, long Mono, long Wall)
{
    /// <summary>The time a ticket names stands before its last dot; the device may read it, and only the server can check it.</summary>
    [JsonIgnore]
    public DateTimeOffset Time { get; } = DateTimeOffset.Parse(
        Stated ?? Ticket![..Ticket!.LastIndexOf('.')], // an anchor has one of the two
        System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.AssumeUniversal);
}

internal sealed record PushAnswer(
    int Epoch, string Ticket, long Revision, long Contiguous, IReadOnlyList<Outcome> Outcomes);

internal sealed record Outcome(
    [property: JsonRequired] Guid Id,
    [property: JsonPropertyName("outcome")] string Word,
    string? Code = null,
    JsonElement? Detail = null,
    DateTimeOffset? EventTime = null,
    bool Estimated = false,
    JsonElement? Answer = null);

internal sealed record RecogniseRequest(string? Plate, string? Registration = null);

/// <param name="Registered">What the people wrote of themselves in the queue.</param>
internal sealed record RecogniseAnswer(bool Recognised, IReadOnlyList<RecognisedPerson>? Occupants, RegisteredSaid? Registered = null);

internal sealed record RegisteredSaid(IReadOnlyList<RecognisedPerson> Occupants);

/// <param name="Pass">The person's commuter pass; null when they have none.</param>
/// <param name="Way">self or proxy of those who registered; null of those whom the post knows.</param>
internal sealed record RecognisedPerson(Guid Person, string? Name, string? Tail, string? Role, JsonElement? Pass = null, string? Way = null);
