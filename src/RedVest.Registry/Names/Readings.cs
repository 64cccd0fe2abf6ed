using System.Collections.Frozen;
using System.Text;

namespace RedVest.Registry;

/// <summary>
/// How characters are read, without tones (ü as v). The usual readings are those of the Unicode Han database (<c>readings.txt</c>); what names read
/// otherwise is kept by hand (<c>polyphones.txt</c>).
/// </summary>
internal static class Readings
{
    private static readonly FrozenDictionary<int, string> Usual = ReadUsual();

    /// <summary>Other readings of a character, the usual one not among them.</summary>
    private static readonly FrozenDictionary<int, string[]> Others;

    /// <summary>Readings of surnames, of one or two characters.</summary>
    private static readonly FrozenDictionary<string, string[]> Surnames;

    static Readings()
    {
        var (others, surnames) = (new Dictionary<int, string[]>(), new Dictionary<string, string[]>(StringComparer.Ordinal));
        foreach (var words in Lines("polyphones.txt").Where(line => line[0] != '#').Select(line => line.Split(' ')))
        {
            if (words[0][0] == '^')
                surnames[words[0][1..]] = words[1..];
            else
                others[Rune.GetRuneAt(words[0], 0).Value] = words[1..];
        }

        (Others, Surnames) = (others.ToFrozenDictionary(), surnames.ToFrozenDictionary(StringComparer.Ordinal));
        Alternatives = [.. Others.SelectMany(other => other.Value.Append(Usual[other.Key]).Select(reading => (new Rune(other.Key), reading)))];
    }

    /// <summary>Every reading of every character that has several.</summary>
    public static IReadOnlyList<(Rune Character, string Reading)> Alternatives { get; }

    /// <summary>The usual reading; null for what is no Chinese character, or one nobody told us how to read.</summary>
    public static string? Of(Rune character) => Usual.GetValueOrDefault(character.Value);

    /// <summary>How a name begins to be read where that is not the usual way, a syllable a character; empty where it is.</summary>
    public static string[] OfSurname(string name) =>
        name.Length > 1 && Surnames.TryGetValue(name[..2], out var two) ? two
        : name.Length > 0 && Surnames.TryGetValue(name[..1], out var one) ? one
        : [];

    private static FrozenDictionary<int, string> ReadUsual()
    {
        var usual = new Dictionary<int, string>(30_000);
        foreach (var line in Lines("readings.txt"))
        {
            var cut = line.IndexOf(' ', StringComparison.Ordinal);
            foreach (var character in line.AsSpan(cut + 1).EnumerateRunes())
                usual[character.Value] = line[..cut];
        }

        return usual.ToFrozenDictionary();
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(typeof(Readings).Assembly.GetManifestResourceStream("RedVest.Registry.Names." + file)!); // part of this assembly
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
