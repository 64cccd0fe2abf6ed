using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Registry;

namespace RedVest.Checkpoints.Posts;

/// <summary>
/// What is looked at of everybody at a gate (docs/gates.md): data, not code. A version never changes; another wish is another version. The
/// rules of the pack decide what follows from an answer; a template only says what is asked, and which answers are in order.
/// </summary>
/// <param name="Id">A kebab-case word.</param>
/// <param name="Source">Where the list comes from, in words.</param>
/// <param name="Items">In the order in which they are asked.</param>
public sealed record GateTemplate(string Id, int Version, DisplayName Name, string Source, IReadOnlyList<GateItem> Items)
{
    internal const int LongestId = 32;
    internal const int MostItems = 12;
    private const int LongestText = 200;
    private const int LongestSource = 1000;

    /// <summary>The facts that a lane can be asked for, with the kind of their values (<c>packs/facts.schema.json</c>).</summary>
    internal static IReadOnlyDictionary<string, JsonValueKind> Facts { get; } = new Dictionary<string, JsonValueKind>(StringComparer.Ordinal)
    {
        ["way"] = JsonValueKind.String,
        ["healthCode"] = JsonValueKind.String,
        ["itinerary"] = JsonValueKind.String,
        ["test.result"] = JsonValueKind.String,
        ["mask"] = JsonValueKind.True,
        ["venueCode"] = JsonValueKind.True,
        ["companions"] = JsonValueKind.Number,
        ["temperatureTenths"] = JsonValueKind.Number,
    };

    /// <summary>Why it cannot be used; null when it can.</summary>
    internal string? Fault() =>
        Id.Length > LongestId || !PostWords.IsWord(Id) || Version is < 1 or > 10_000 ? "gate-id-wrong"
        : !Name.IsName || Items.Any(i => !i.Name.IsName || i.Ask is { } ask && !(IsText(ask.Zh) && IsText(ask.En))) || Source.Length > LongestSource ? "gate-text-wrong"
        : Items.Count is < 1 or > MostItems || Items.Any(i => !PostWords.IsWord(i.Key)) || Items.DistinctBy(i => i.Key).Count() != Items.Count ? "gate-items-wrong"
        : Items.Any(i => i.SinceAge is < 0 or > 120 || !i.Fits()) ? "gate-answers-wrong"
        : null;

    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);
}

/// <summary>One thing that is looked at.</summary>
/// <param name="Key">A kebab-case word; figures count by it.</param>
/// <param name="Ask">What the officer does or says; null: the name says it.</param>
/// <param name="Fact">Which evidence answers it; null: a question of the gate's own, answered yes or no.</param>
/// <param name="Required">Without an answer the lane names it as the next step.</param>
/// <param name="SinceAge">Not asked of those known to be younger, in completed years.</param>
/// <param name="Good">Answers in order: a list of values, or a span <c>{ from, to }</c> of whole numbers, both included. Null: any.</param>
public sealed record GateItem(
    string Key, DisplayName Name, DisplayName? Ask = null, string? Fact = null, bool Required = false, int? SinceAge = null, JsonElement? Good = null)
{
    internal bool Fits()
    {
        var kind = Fact is null ? JsonValueKind.True : GateTemplate.Facts.GetValueOrDefault(Fact);
        return kind != default && Good switch
        {
            null => true,
            { ValueKind: JsonValueKind.Array } values => kind != JsonValueKind.Number && values.GetArrayLength() is > 0 and <= 20 && values.EnumerateArray().All(v => IsLike(v.ValueKind, kind)),
            { ValueKind: JsonValueKind.Object } => kind == JsonValueKind.Number && Span is { } span && span.From <= span.To,
            _ => false,
        };
    }

    /// <summary>The span of good whole numbers; null when good answers are a list, or any.</summary>
    [JsonIgnore]
    internal (long From, long To)? Span =>
        Good is { ValueKind: JsonValueKind.Object } span && span.TryGetProperty("from", out var from) && from.ValueKind == JsonValueKind.Number && from.TryGetInt64(out var low)
        && span.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.Number && to.TryGetInt64(out var high)
            ? (low, high)
            : null;

    private static bool IsLike(JsonValueKind value, JsonValueKind kind) => value == kind || (kind == JsonValueKind.True && value == JsonValueKind.False);
}

/// <summary>How templates are read and written.</summary>
internal static class GateText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 8,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static GateTemplate Read(string text) => JsonSerializer.Deserialize<GateTemplate>(text, Json) ?? throw new JsonException("The template is empty.");

    public static string Write(GateTemplate gate) => JsonSerializer.Serialize(gate, Json);
}
