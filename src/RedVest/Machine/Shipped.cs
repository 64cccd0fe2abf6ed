namespace RedVest;

/// <summary>Files that come with the program: <c>data/</c> and <c>packs/</c> beside it.</summary>
internal static class Shipped
{
    internal static string File(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);

    /// <summary>The divisions of an owner, with all above and below it; none when the program ships no list of it.</summary>
    internal static IEnumerable<Registry.Division> Divisions(int owner)
    {
        var path = File("data", "divisions", FormattableString.Invariant($"{owner:D6}.csv"));
        return System.IO.File.Exists(path) ? System.IO.File.ReadLines(path).Skip(1).Select(Division) : [];
    }

    private static Registry.Division Division(string line)
    {
        var parts = line.Split(',');
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return new Registry.Division { Code = long.Parse(parts[0], invariant), Level = int.Parse(parts[1], invariant), NameZh = parts[2], NameEn = parts[3] };
    }
}
