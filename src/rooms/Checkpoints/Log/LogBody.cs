using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Kernel;

namespace RedVest.Checkpoints.Log;

/// <summary>The kinds of records the log is made of (protocol §6).</summary>
internal static class LogKinds
{
    public const string Prefix = "log.";
    public const string Entry = "log.entry";
    public const string Step = "log.step";
    public const string Correction = "log.correction";
    public const string Level = "log.level";
    public const string Acknowledged = "log.acknowledged";
    public const string Closed = "log.closed";

    public static readonly IReadOnlyList<string> All = [Entry, Step, Correction, Level, Acknowledged, Closed];
}

/// <summary>What an entry is about; an open set.</summary>
internal static class LogWhat
{
    public const string Incident = "incident";
}

/// <summary>What a record of the log says.</summary>
/// <param name="What">Of an entry: note, order, rule-change, visit, equipment, incident.</param>
/// <param name="Text">What happened, what was done, why the level changed, what was wrong.</param>
/// <param name="Level">Of an incident, how far up it goes: 1 the shift, 2 the head of the post, 3 the county, 4 the city.</param>
/// <param name="Type">Of an incident: conflict, fever, queue, refusal, accident, equipment, data, positive, weather.</param>
/// <param name="From">Who gave an order or came to visit.</param>
/// <param name="Lesson">On closing: what to do otherwise next time.</param>
internal sealed record LogBody(
    Guid Checkpoint, string? What = null, string? Text = null, int? Level = null, string? Type = null, string? From = null, string? Lesson = null, Guid? Lane = null);

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
[JsonSerializable(typeof(LogBody))]
internal sealed partial class LogJson : JsonSerializerContext;

/// <summary>Reads and checks bodies of the log: refused is only what no later record could make right.</summary>
internal static class LogReader
{
    public const int LongestText = 2000;
    private const int LongestWord = 32;
    private const int HighestLevel = EscalationClock.Highest;

    /// <summary>The body, or the code of its refusal.</summary>
    public static (LogBody? Body, string? Refusal) Read(string kind, ReadOnlySpan<byte> json)
    {
        if (!LogKinds.All.Contains(kind))
            return (null, "kind-unknown");
        try
        {
            var body = JsonSerializer.Deserialize(json, LogJson.Default.LogBody);
            return body is null ? (null, "body-wrong") : (body, FaultOf(kind, body));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            return (null, "body-wrong");
        }
    }

    private static string? FaultOf(string kind, LogBody body)
    {
        if (body.Text?.Length > LongestText || body.Lesson?.Length > LongestText || body.From?.Length > LongestText
            || body.What?.Length > LongestWord || body.Type?.Length > LongestWord)
            return "text-too-long";
        var says = !string.IsNullOrWhiteSpace(body.Text);
        return kind switch
        {
            LogKinds.Entry when string.IsNullOrWhiteSpace(body.What) => "body-wrong",
            LogKinds.Entry when !says => "log-text-missing",
            LogKinds.Entry when body.What == LogWhat.Incident && body.Level is not (>= 1 and <= HighestLevel) => "log-level-wrong",
            LogKinds.Level when body.Level is not (>= 1 and <= HighestLevel) => "log-level-wrong",
            LogKinds.Step or LogKinds.Correction or LogKinds.Level when !says => "log-text-missing",
            LogKinds.Closed when string.IsNullOrWhiteSpace(body.Lesson) && !says => "log-text-missing",
            _ => null,
        };
    }
}
