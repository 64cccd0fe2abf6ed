using System.Text.Json;

namespace RedVest.Kernel.Rules;

/// <summary>One place in which two packs differ.</summary>
/// <param name="Place">Names instead of numbers in lists: <c>/rules/fever/verdict</c>.</param>
/// <param name="Before">Its JSON; null: not there.</param>
/// <param name="After">Its JSON; null: not there.</param>
public sealed record PackDifference(string Place, string? Before, string? After);

/// <summary>Compares two packs by what they say: the order of members and of area entries does not count, that of rules and levels does.</summary>
public static class PackDiff
{
    /// <param name="before">A pack's JSON, already found to be a pack.</param>
    public static IReadOnlyList<PackDifference> Of(string before, string after)
    {
        var found = new List<PackDifference>();
        Compare("", PackReader.Parse(before).Json, PackReader.Parse(after).Json, found);
        return found;
    }

    private static void Compare(string place, JsonElement before, JsonElement after, List<PackDifference> found)
    {
        if (Named(before) is { } olds && Named(after) is { } news && place.EndsWith("/when", StringComparison.Ordinal) is false)
        {
            foreach (var (name, old) in olds)
            {
                if (news.TryGetValue(name, out var now))
                    Compare($"{place}/{name}", old, now, found);
                else
                    found.Add(new PackDifference($"{place}/{name}", old.GetRawText(), null));
            }

            found.AddRange(news.Where(one => !olds.ContainsKey(one.Key)).Select(one => new PackDifference($"{place}/{one.Key}", null, one.Value.GetRawText())));
            if (place is "/rules" or "/areas/levels" && !olds.Keys.Where(news.ContainsKey).SequenceEqual(news.Keys.Where(olds.ContainsKey), StringComparer.Ordinal))
                found.Add(new PackDifference(place, string.Join(' ', olds.Keys), string.Join(' ', news.Keys)));
        }
        else if (!JsonElement.DeepEquals(before, after))
        {
            found.Add(new PackDifference(place, before.GetRawText(), after.GetRawText()));
        }
    }

    /// <summary>Members by name, items of a list by what names them; null for anything else.</summary>
    private static Dictionary<string, JsonElement>? Named(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("zh", out _))
            return json.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(item => NameOf(item) is null))
            return null;
        var items = json.EnumerateArray().ToLookup(item => NameOf(item)!, StringComparer.Ordinal);
        return items.All(same => same.Count() == 1) ? items.ToDictionary(same => same.Key, same => same.Single(), StringComparer.Ordinal) : null;
    }

    private static string? NameOf(JsonElement item) =>
        item.ValueKind != JsonValueKind.Object ? null
        : item.TryGetProperty("id", out var id) ? id.GetString()
        : item.TryGetProperty("code", out var code) && item.TryGetProperty("from", out var from) ? $"{code.GetString()} {from.GetString()}"
        : item.TryGetProperty("pack", out var pack) ? pack.GetString()
        : null;
}
