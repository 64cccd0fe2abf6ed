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

    /// <summary>Whether there is such a division, as far as we can tell: provinces, and all that lies in a county whose list we ship.</summary>
    internal static bool Exists(string code)
    {
        if (!System.IO.File.ReadLines(File("data", "provinces.csv")).Skip(1).Any(line => line.StartsWith(code[..2] + ",", StringComparison.Ordinal)))
            return false;
        var county = code.Length > 6 ? File("data", "divisions", code[..6] + ".csv") : null;
        return county is null || !System.IO.File.Exists(county) || System.IO.File.ReadLines(county).Any(line => line.StartsWith(code.PadRight(12, '0') + ",", StringComparison.Ordinal));
    }

    private static Registry.Division Division(string line)
    {
        var parts = line.Split(',');
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return new Registry.Division { Code = long.Parse(parts[0], invariant), Level = int.Parse(parts[1], invariant), NameZh = parts[2], NameEn = parts[3] };
    }
}
