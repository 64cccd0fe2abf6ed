using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Kernel;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The kinds of records made at the change of a shift (protocol §6).</summary>
internal static class ShiftKinds
{
    public const string Prefix = "shifts.";

    /// <summary>Why a lane's records and a count differ, in words. Subject: the shift.</summary>
    public const string Explained = "shifts.explained";

    /// <summary>A leader signs the shift's sheets. Subject: the shift. Only through the centre, for only it knows what devices owe.</summary>
    public const string Signed = "shifts.signed";

    /// <summary>The outgoing leader signs what is handed over. Subject: the handover.</summary>
    public const string Offered = "shifts.handover-offered";

    /// <summary>The incoming leader signs the same, and takes persons and trips.</summary>
    public const string Taken = "shifts.handover-taken";

    /// <summary>A handover that was not the one.</summary>
    public const string Withdrawn = "shifts.handover-withdrawn";

    /// <summary>An officer has read what changed in the rules.</summary>
    public const string Read = "shifts.read";
}

internal abstract record ShiftBody
{
    public required Guid Checkpoint { get; init; }
}

/// <summary>A body that names a shift by the local day on which it starts, and its number.</summary>
internal abstract record OfShiftBody : ShiftBody
{
    public required DateOnly Day { get; init; }

    public required int Shift { get; init; }
}

/// <param name="Lane">Null: the post as a whole.</param>
internal sealed record ExplainedBody(string Text, Guid? Lane = null) : OfShiftBody;

/// <param name="Side"><see cref="Out"/> or <see cref="In"/>.</param>
/// <param name="Sheets">The sheets as they stood, JSON text.</param>
/// <param name="Digest">SHA-256 of that text.</param>
internal sealed record SignedBody(string Side, string Sheets, string Digest) : OfShiftBody
{
    public const string Out = "out";
    public const string In = "in";
}

/// <param name="Snapshot">What is handed over, JSON text, frozen by this signature.</param>
/// <param name="Digest">SHA-256 of that text, base64url.</param>
internal sealed record OfferedBody(string Snapshot, string Digest) : OfShiftBody;

/// <param name="Digest">Of the snapshot that was shown.</param>
/// <param name="Persons">Loops of held persons taken over.</param>
/// <param name="Trips">Trips taken over.</param>
/// <param name="Differences">What the incoming leader found otherwise, in words.</param>
internal sealed record TakenBody(
    string Digest, IReadOnlyList<Guid>? Persons = null, IReadOnlyList<Guid>? Trips = null, IReadOnlyList<string>? Differences = null) : ShiftBody;

internal sealed record WithdrawnBody(string Reason) : ShiftBody;

/// <param name="What">What was shown and confirmed.</param>
internal sealed record ReadBody(IReadOnlyList<ReadItem> What) : OfShiftBody;

/// <param name="Kind">pack, outbreak, gate, …: an open set.</param>
internal sealed record ReadItem(string Kind, string Id, string Version);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 16,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ExplainedBody))]
[JsonSerializable(typeof(SignedBody))]
[JsonSerializable(typeof(OfferedBody))]
[JsonSerializable(typeof(TakenBody))]
[JsonSerializable(typeof(WithdrawnBody))]
[JsonSerializable(typeof(ReadBody))]
internal sealed partial class ShiftJson : JsonSerializerContext;

/// <summary>Reads and checks bodies of a change of shift.</summary>
internal static class ShiftReader
{
    public const int LongestText = 2000;
    private const int LongestWord = 64;
    private const int MostItems = 500;

    /// <summary>The body, or the code of its refusal.</summary>
    public static (ShiftBody? Body, string? Refusal) Read(string kind, ReadOnlySpan<byte> json)
    {
        try
        {
            ShiftBody? body = kind switch
            {
                ShiftKinds.Explained => JsonSerializer.Deserialize(json, ShiftJson.Default.ExplainedBody),
                ShiftKinds.Signed => JsonSerializer.Deserialize(json, ShiftJson.Default.SignedBody),
                ShiftKinds.Offered => JsonSerializer.Deserialize(json, ShiftJson.Default.OfferedBody),
                ShiftKinds.Taken => JsonSerializer.Deserialize(json, ShiftJson.Default.TakenBody),
                ShiftKinds.Withdrawn => JsonSerializer.Deserialize(json, ShiftJson.Default.WithdrawnBody),
                ShiftKinds.Read => JsonSerializer.Deserialize(json, ShiftJson.Default.ReadBody),
                _ => null,
            };
            return body is null ? (null, "kind-unknown") : FaultOf(body) is { } fault ? (null, fault) : (body, null);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            return (null, "body-wrong");
        }
    }

    /// <summary>SHA-256 of a text as records carry it.</summary>
    public static string DigestOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? FaultOf(ShiftBody body) => body switch
    {
        ExplainedBody { Text: var text } => TextFault(text),
        SignedBody signed when signed.Side is not (SignedBody.Out or SignedBody.In) => "body-wrong",
        SignedBody signed when DigestOf(signed.Sheets) != signed.Digest => "digest-wrong",
        OfferedBody offered when DigestOf(offered.Snapshot) != offered.Digest => "digest-wrong",
        OfferedBody offered when !IsObject(offered.Snapshot) => "body-wrong",
        TakenBody taken when taken.Persons?.Count > MostItems || taken.Trips?.Count > MostItems || taken.Differences?.Count > MostItems => "body-wrong",
        TakenBody { Differences: { } differences } => differences.Select(TextFault).FirstOrDefault(f => f is not null),
        WithdrawnBody { Reason: var reason } => TextFault(reason),
        ReadBody read when read.What.Count is 0 or > MostItems || read.What.Any(i => i.Kind.Length > LongestWord || i.Id.Length > LongestWord || i.Version.Length > LongestWord) => "body-wrong",
        _ => null,
    };

    private static string? TextFault(string text) => string.IsNullOrWhiteSpace(text) ? "log-text-missing" : text.Length > LongestText ? "text-too-long" : null;

    private static bool IsObject(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
        return document.RootElement.ValueKind == JsonValueKind.Object;
    }
}
