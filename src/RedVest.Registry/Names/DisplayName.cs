using System.Text.Json.Serialization;

namespace RedVest.Registry;

/// <summary>A name in both languages.</summary>
public sealed record DisplayName(string Zh, string En)
{
    private const int Longest = 100;

    /// <summary>Whether both can be shown: something is there, at most 100 code points, no control characters.</summary>
    [JsonIgnore]
    public bool IsName => IsNameText(Zh) && IsNameText(En);

    /// <inheritdoc cref="IsName"/>
    public static bool IsNameText(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().Count() <= Longest && !text.Any(char.IsControl);
}
