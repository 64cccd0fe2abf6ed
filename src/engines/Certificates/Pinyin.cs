using System.Collections.Frozen;
using System.Text;

namespace RedVest.Certificates;

/// <summary>Readings of Chinese characters without tones, in the letters of Chinese passports (ü is YU), from <c>data/pinyin</c>.</summary>
internal static class Pinyin
{
    private static readonly Lazy<FrozenDictionary<Rune, string>> Characters = new(() => Rows("characters.tsv")
        .SelectMany(row => row[1].EnumerateRunes().Select(character => (character, Reading: Letters(row[0])))).ToFrozenDictionary(r => r.character, r => r.Reading));

    private static readonly Lazy<FrozenDictionary<string, string>> Surnames = new(() => Rows("surnames.tsv").ToFrozenDictionary(row => row[0], row => Letters(row[1])));

    /// <summary>Null for what is no Chinese character, and for one that no source gives a reading.</summary>
    public static string? Of(Rune character) => Characters.Value.GetValueOrDefault(character);

    /// <summary>The reading as a surname: 单 is SHAN and 尉迟 YUCHI; otherwise character by character.</summary>
    public static string OfSurname(string surname) => Surnames.Value.TryGetValue(surname, out var reading) ? reading : Standard(surname);

    /// <summary>Whether this is a surname of more than one character, which must not be cut.</summary>
    public static bool IsCompoundSurname(string text) => text.Length > 1 && Surnames.Value.ContainsKey(text);

    private static string Standard(string text) => string.Concat(text.EnumerateRunes().Select(character => Of(character) ?? ""));

    private static string Letters(string reading) => reading.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant().Replace("V", "YU", StringComparison.Ordinal);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(typeof(Pinyin).Assembly.GetManifestResourceStream(file)!); // embedded by the project file
        while (reader.ReadLine() is { } line)
            yield return line.Split('\t');
    }
}
