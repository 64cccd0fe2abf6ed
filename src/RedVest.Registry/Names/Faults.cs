using RedVest.Kernel.Access;

namespace RedVest.Registry;

/// <summary>What cannot stand in the registry. Each answers the problem code, or null when nothing is wrong.</summary>
internal static class Faults
{
    public const int LongestText = 200;

    private const int LongestKind = 32;

    /// <summary>An open set of words in kebab case.</summary>
    public static string? OfKind(string kind) =>
        kind.Length is > 0 and <= LongestKind && char.IsAsciiLetterLower(kind[0]) && kind.All(c => char.IsAsciiLetterLower(c) || c == '-') ? null : "kind-wrong";

    public static string? OfDivision(int owner, long division, Caller me) =>
        DivisionRange.OfOwner(owner).Contains(division) && me.MaySee(division, null) ? null : "division-elsewhere";

    /// <summary>A line of text that may be missing.</summary>
    public static string? OfText(string? text) =>
        text is null || (text.EnumerateRunes().Count() <= LongestText && !text.Any(char.IsControl)) ? null : "text-wrong";

    /// <summary>U+0000 and half characters, which no database keeps.</summary>
    public static bool IsBroken(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\0' or '\uFFFD' || (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))))
                return true;
        }

        return false;
    }
}
