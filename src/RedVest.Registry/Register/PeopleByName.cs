using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>
/// Looks people up by what somebody says or types of a name: its first characters, its pinyin, or the first letters of its syllables. Each look-up walks one
/// range of one index. A character with several readings is found by each of them.
/// </summary>
public static class PeopleByName
{
    /// <summary>Shorter ones would list the county.</summary>
    public const int Shortest = 2;

    private const int MostVariants = 12;

    /// <summary>One way to look: a beginning of a key, and what else must be so.</summary>
    internal sealed record Way(bool Initials, string Beginning, IReadOnlyList<string> OneOf);

    /// <returns>At most so many; who is called exactly so comes first.</returns>
    public static async Task<List<Person>> FindAsync(IQueryable<Person> people, string name, int most, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Person>();
        foreach (var way in Ways(name))
        {
            foreach (var person in await Narrow(people, way).Take(most).ToListAsync(cancellationToken))
                found.TryAdd(person.Id, person);
            if (found.Count >= most)
                break;
        }

        return [.. found.Values.Take(most)];
    }

    /// <summary>In which order to look. <see cref="Way.OneOf"/> are beginnings or parts of the name as written; empty for any.</summary>
    internal static IEnumerable<Way> Ways(string name)
    {
        var said = name.Trim().Normalize(NormalizationForm.FormKC);
        var keys = NameKeys.Of(said);
        if (!said.All(char.IsAscii))
        {
            if (keys.Pinyin.Length > 0)
                yield return new Way(false, keys.Pinyin, [said]);
            yield break;
        }

        var letters = string.Concat(said.Where(char.IsAsciiLetter)).ToLowerInvariant().Replace("lyu", "lv", StringComparison.Ordinal).Replace("nyu", "nv", StringComparison.Ordinal);
        if (letters.Length < Shortest)
            yield break;
        yield return new Way(false, Cut(letters, NameKeys.LongestPinyin), []);
        yield return new Way(true, Cut(letters, NameKeys.LongestInitials), []);
        foreach (var way in Variants(letters).GroupBy(v => (v.Initials, v.Beginning), v => v.Part).OrderBy(g => g.Key.Initials).Take(MostVariants))
            yield return new Way(way.Key.Initials, way.Key.Beginning, [.. way]);
    }

    /// <summary>What was typed with another reading of one character in place of the one its key has.</summary>
    private static IEnumerable<(bool Initials, string Beginning, string Part)> Variants(string letters)
    {
        foreach (var (character, reading) in Readings.Alternatives)
        {
            var written = character.ToString();
            var first = NameKeys.Of(written).Pinyin; // as a surname
            var later = Readings.Of(character)!; // every character of the list has a usual reading
            if (reading != first && letters.StartsWith(reading, StringComparison.Ordinal))
                yield return (false, first + letters[reading.Length..], written);
            if (reading != later && letters.IndexOf(reading, 1, StringComparison.Ordinal) is var at and > 0)
                yield return (false, letters[..at] + later + letters[(at + reading.Length)..], "_" + written);
            if (letters.Length > NameKeys.LongestInitials)
                continue;
            if (reading[0] != first[0] && letters[0] == reading[0])
                yield return (true, first[0] + letters[1..], written);
            if (reading[0] != later[0] && letters.IndexOf(reading[0], 1) is var place and > 0)
                yield return (true, letters[..place] + later[0] + letters[(place + 1)..], "_" + written);
        }
    }

    private static IQueryable<Person> Narrow(IQueryable<Person> people, Way way)
    {
        var (from, below) = (way.Beginning, way.Beginning + "\U0010FFFF");
#pragma warning disable CA1309, CA1310 // becomes SQL, and there the column says how it is compared
        var found = way.Initials
            ? people.Where(p => string.Compare(p.Initials, from) >= 0 && string.Compare(p.Initials, below) < 0).OrderBy(p => p.Initials)
            : people.Where(p => string.Compare(p.Pinyin, from) >= 0 && string.Compare(p.Pinyin, below) < 0).OrderBy(p => p.Pinyin);
#pragma warning restore CA1309, CA1310
        return way.OneOf.Count == 0 ? found : found.Where(AnyOf(way.OneOf));
    }

    /// <summary>The name begins with one of the parts; with one that is marked by <c>_</c>, it has it anywhere.</summary>
    private static Expression<Func<Person, bool>> AnyOf(IReadOnlyList<string> parts)
    {
        var person = Expression.Parameter(typeof(Person), "p");
        Expression? any = null;
        foreach (var part in parts)
        {
            Expression<Func<Person, bool>> one = part[0] == '_' ? Within(part[1..]) : Beginning(part);
            var body = Expression.Invoke(one, person);
            any = any is null ? body : Expression.OrElse(any, body);
        }

        return Expression.Lambda<Func<Person, bool>>(any!, person);
    }

    private static Expression<Func<Person, bool>> Beginning(string part) => p => p.Name!.StartsWith(part);

    private static Expression<Func<Person, bool>> Within(string part) => p => p.Name!.Contains(part);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
