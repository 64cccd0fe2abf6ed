using System.Text.Json;

namespace RedVest.Codes;

/// <summary>The EU's value sets as shipped in <c>data/dcc-value-sets</c>.</summary>
internal static class ValueSets
{
    /// <summary>The codes of a set that are in use.</summary>
    public static IReadOnlyList<string> Active(string set)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "dcc-value-sets", set + ".json")));
        return [.. json.RootElement.GetProperty("valueSetValues").EnumerateObject().Where(v => v.Value.GetProperty("active").GetBoolean()).Select(v => v.Name)];
    }
}
