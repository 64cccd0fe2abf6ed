using System.Globalization;

namespace RedVest.Drill.Plan;

/// <summary>Somebody's real counts of one day.</summary>
/// <param name="Lanes">The lanes as the file names them, in order of appearance.</param>
/// <param name="Step">Length of the window each row counts.</param>
public sealed record ArrivalsFile(IReadOnlyList<string> Lanes, TimeSpan Step, IReadOnlyList<ArrivalsRow> Rows)
{
    private const int MostInADay = 200_000;
    private const int LongestLaneName = 40;
    private static readonly string[] TimeFormats = [@"h\:mm", @"hh\:mm", @"h\:mm\:ss", @"hh\:mm\:ss"];
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Reads the columns <c>time,lane,count</c>. Each row counts vehicles from its time on over the smallest step between two times of the file.</summary>
    /// <exception cref="ArrivalsException">With the number of the line and what is wrong there.</exception>
    public static ArrivalsFile Read(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select((line, at) => (Text: line.Trim(), Number: at + 1)).Where(l => l.Text.Length > 0).ToList();
        if (lines.Count == 0)
            throw new ArrivalsException("arrivals.empty");
        if (!Cells(lines[0].Text).Select(c => c.ToLowerInvariant()).SequenceEqual(["time", "lane", "count"]))
            throw new ArrivalsException("arrivals.header", lines[0].Number);
        if (lines.Count == 1)
            throw new ArrivalsException("arrivals.empty");

        var rows = lines.Skip(1).Select(l => Row(l.Text, l.Number)).ToList();
        RefuseRepeats(rows);
        if (rows.Sum(r => (long)r.Count) is > MostInADay and var total)
            throw new ArrivalsException("arrivals.too-many", total, MostInADay);
        return new([.. rows.Select(r => r.Lane).Distinct(StringComparer.Ordinal)], SmallestStep(rows), rows);
    }

    private static ArrivalsRow Row(string line, int number)
    {
        var cells = Cells(line);
        if (cells.Length != 3)
            throw new ArrivalsException("arrivals.columns", number, cells.Length);
        if (!TimeSpan.TryParseExact(cells[0], TimeFormats, CultureInfo.InvariantCulture, out var time) || time >= Day)
            throw new ArrivalsException("arrivals.time", number, cells[0]);
        if (cells[1].Length is 0 or > LongestLaneName || cells[1].Any(char.IsControl))
            throw new ArrivalsException("arrivals.lane", number);
        if (!int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw new ArrivalsException("arrivals.count", number, cells[2]);
        return new(number, time, cells[1], count);
    }

    private static void RefuseRepeats(List<ArrivalsRow> rows)
    {
        var seen = new Dictionary<(TimeSpan, string), int>();
        foreach (var row in rows)
        {
            if (!seen.TryAdd((row.Time, row.Lane), row.Line))
                throw new ArrivalsException("arrivals.repeated", row.Line, seen[(row.Time, row.Lane)]);
        }
    }

    /// <summary>One single time in the file counts for an hour; there is nothing else to learn its step from.</summary>
    private static TimeSpan SmallestStep(List<ArrivalsRow> rows)
    {
        var times = rows.Select(r => r.Time).Distinct().Order().ToList();
        return times.Count == 1 ? TimeSpan.FromHours(1) : times.Zip(times.Skip(1), (a, b) => b - a).Min();
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(c => c.Trim().Trim('"').Trim())];
}

/// <param name="Line">Line of the file, from 1.</param>
public sealed record ArrivalsRow(int Line, TimeSpan Time, string Lane, int Count);

/// <summary>The file cannot be read as arrivals; <see cref="Exception.Message"/> is the sentence for the person who brought it.</summary>
public sealed class ArrivalsException(string key, params object[] parameters) : Exception(Words.Say.Text(key, parameters))
{
    public string Key { get; } = key;
}
