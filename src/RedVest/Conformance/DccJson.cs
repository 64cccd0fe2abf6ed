using System.Globalization;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>Certificates as JSON, and back.</summary>
internal static class DccJson
{
    /// <summary>The same members with the same values; numbers by value, texts without blanks around them, instants however they are spelt.</summary>
    public static bool Same(object? read, JsonElement json) => (read, json.ValueKind) switch
    {
        (CborTagged { Value: var inner }, _) => Same(inner, json),
        (null, JsonValueKind.Null) => true,
        (bool value, JsonValueKind.True or JsonValueKind.False) => value == json.GetBoolean(),
        (long or double, JsonValueKind.Number) => Convert.ToDouble(read, CultureInfo.InvariantCulture).Equals(json.GetDouble()),
        (string text, JsonValueKind.String) => SameText(text.Trim(), json.GetString()!.Trim()),
        (List<object?> list, JsonValueKind.Array) => list.Count == json.GetArrayLength() && list.Zip(json.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        (CborMap map, JsonValueKind.Object) => map.Count == json.EnumerateObject().Count()
            && json.EnumerateObject().All(member => map.TryGet(member.Name, out var value) && Same(value, member.Value)),
        _ => false,
    };

    /// <summary>As a code would have brought it.</summary>
    public static object? Tree(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Array => json.EnumerateArray().Select(Tree).ToList(),
        JsonValueKind.Object => Map(json),
        _ => null,
    };

    private static CborMap Map(JsonElement json)
    {
        var map = new CborMap();
        foreach (var member in json.EnumerateObject())
            map.Add(0, member.Name, Tree(member.Value));
        return map;
    }

    private static bool SameText(string one, string other) =>
        one == other || (LooseInstant.Earliest(one) is { } instant && instant == LooseInstant.Earliest(other));
}
