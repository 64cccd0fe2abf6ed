using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace RedVest.Certificates;

/// <summary>Names in the letters of travel documents (ICAO Doc 9303 part 3): A to Z, and &lt; between parts.</summary>
public static class StandardName
{
    private const int LongestText = 80;

    /// <summary>Letters that ICAO writes otherwise than without their marks.</summary>
    private static readonly FrozenDictionary<char, string> Letters =
        "Ä=AE Å=AA Æ=AE Ð=D Đ=D Ħ=H İ=I ı=I Ĳ=IJ Ł=L Ŋ=N Ö=OE Ø=OE Œ=OE ẞ=SS ß=SS Þ=TH Ŧ=T Ü=UE".Split(' ').ToFrozenDictionary(pair => pair[0], pair => pair[2..]);

    /// <summary>A name as people write it in one piece: a Chinese one is cut behind its surname, another kept whole as the surname.</summary>
    public static HolderName Of(string name)
    {
        var text = name.Trim();
        var first = text.EnumerateRunes().FirstOrDefault();
        if (text.Length == 0 || !IsIdeograph(first) || text.ContainsAny('·', '・', ' ')) // 买买提·吐尔逊: no surname
            return new HolderName(text, "", Transliterate(text), "");
        var two = string.Concat(text.EnumerateRunes().Take(2));
        var family = text.Length > two.Length && Pinyin.IsCompoundSurname(two) ? two : first.ToString();
        return Of(family, text[family.Length..]);
    }

    /// <summary>A name whose parts are known.</summary>
    public static HolderName Of(string family, string given) => new(
        family, given, Pinyin.OfSurname(family) is { Length: > 0 } surname && IsChinese(family) ? Cut(surname) : Transliterate(family), Transliterate(given));

    /// <returns>At most 80 letters; characters without a reading are left out.</returns>
    public static string Transliterate(string text)
    {
        var standard = new StringBuilder(text.Length * 2);
        var letters = string.Concat(text.EnumerateRunes().Where(character => !IsNoCharacter(character)));
        foreach (var character in letters.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Pinyin.Of(character) is { } reading) standard.Append(reading);
            else if (character.Value is ' ' or '-' or '·' or '・' or '‐' or '–') standard.Append('<');
            else if (character.IsBmp) standard.Append(Letter((char)character.Value));
        }

        return Cut(string.Join('<', standard.ToString().Split('<', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string Letter(char character)
    {
        var upper = char.ToUpperInvariant(character);
        if (Letters.TryGetValue(upper, out var letters) || Letters.TryGetValue(character, out letters)) return letters;
        var plain = upper.ToString().Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Concat(plain.Where(char.IsAsciiLetterUpper));
    }

    /// <summary>Also those rare ones that no source gives a reading: they are cut like others, and left out of the standard name.</summary>
    private static bool IsIdeograph(Rune character) =>
        Pinyin.Of(character) is not null || character.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsNoCharacter(Rune character) => (character.Value & 0xFFFE) == 0xFFFE || character.Value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsChinese(string text) => text.EnumerateRunes().All(character => Pinyin.Of(character) is not null);

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
