using System.Text;

namespace RedVest.Registry;

/// <summary>
/// What a name is looked up by: its pinyin in one word and the first letters of its syllables, both small letters without tones. The beginning of a name has the
/// beginning of its key. What is not Chinese stands for itself, so that every name has keys.
/// </summary>
/// <param name="Pinyin"><c>zhangsanfeng</c>; at most 64 characters.</param>
/// <param name="Initials"><c>zsf</c>; at most 24.</param>
public readonly record struct NameKeys(string Pinyin, string Initials)
{
    internal const int LongestPinyin = 64;
    internal const int LongestInitials = 24;

    public static NameKeys Of(string name)
    {
        var (pinyin, initials) = (new StringBuilder(), new StringBuilder());
        foreach (var syllable in Syllables(name.Trim().Normalize(NormalizationForm.FormKC)))
        {
            pinyin.Append(syllable);
            initials.Append(Rune.GetRuneAt(syllable, 0));
        }

        return new(Cut(pinyin.ToString(), LongestPinyin), Cut(initials.ToString(), LongestInitials));
    }

    /// <summary>How a name is read, syllable by syllable; a run of other letters is one.</summary>
    internal static IEnumerable<string> Syllables(string name)
    {
        var word = new StringBuilder();
        var surname = Readings.OfSurname(name);
        foreach (var syllable in surname)
            yield return syllable;
        foreach (var rune in name[surname.Length..].EnumerateRunes())
        {
            var read = Readings.Of(rune);
            if (read is null && Rune.IsLetterOrDigit(rune) && rune.Value < 0x2E80)
            {
                word.Append(Rune.ToLowerInvariant(rune));
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if ((read ?? (Rune.IsLetterOrDigit(rune) ? rune.ToString() : null)) is { } syllable)
                yield return syllable;
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
