using System.Globalization;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Tables;

namespace RedVest.Checkpoints.Shifts;

/// <summary>Reads a file of counts: a heading with time, lane, count (时间, 车道, 数量), then one row an interval. All rows are looked at, so that all faults are told at once.</summary>
internal static class CountFile
{
    private const int MostRows = 10_000;
    private const int MostCars = 10_000;

    private static readonly string[] Times = ["time", "时间", "开始时间"];
    private static readonly string[] Lanes = ["lane", "车道", "车道号"];
    private static readonly string[] Counts = ["count", "数量", "辆数", "vehicles"];
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd H:mm", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    internal sealed record Row(int Line, DateTimeOffset At, Guid Lane, int Count);

    /// <param name="Code">time-wrong, lane-unknown, count-wrong, twice, columns-missing, too-many-rows.</param>
    internal sealed record Fault(int Line, string Code, string? Said);

    /// <param name="day">For files whose times have no day; null: they must have one.</param>
    /// <exception cref="TableRefusedException">It is no file with rows.</exception>
    public static (List<Row> Rows, List<Fault> Faults) Read(Stream content, OwnerBook book, KnownCheckpoint post, DateOnly? day)
    {
        using var file = TableFile.Open(content);
        var (rows, faults) = (new List<Row>(), new List<Fault>());
        int[]? columns = null;
        foreach (var line in file.Rows(0))
        {
            if (columns is null)
            {
                columns = [Column(line, Times), Column(line, Lanes), Column(line, Counts)];
                if (columns.Contains(-1))
                    return ([], [new Fault(line.Line, "columns-missing", null)]);
                continue;
            }

            if (rows.Count + faults.Count == MostRows)
            {
                faults.Add(new Fault(line.Line, "too-many-rows", null));
                break;
            }

            Read(line, columns, book, post, day, rows, faults);
        }

        return (rows, faults);
    }

    private static void Read(TableRow line, int[] columns, OwnerBook book, KnownCheckpoint post, DateOnly? day, List<Row> rows, List<Fault> faults)
    {
        var (time, lane, count) = (line[columns[0]].Text.Trim(), line[columns[1]].Text.Trim(), line[columns[2]].Text.Trim());
        if (InstantOf(time, book, day) is not { } at)
            faults.Add(new Fault(line.Line, "time-wrong", time));
        else if (post.Lanes.FirstOrDefault(l => l.Number.ToString(CultureInfo.InvariantCulture) == lane || l.NameZh == lane || l.NameEn == lane) is not { } known)
            faults.Add(new Fault(line.Line, "lane-unknown", lane));
        else if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var cars) || cars > MostCars)
            faults.Add(new Fault(line.Line, "count-wrong", count));
        else if (rows.Any(r => r.Lane == known.Id && r.At == at))
            faults.Add(new Fault(line.Line, "twice", time));
        else
            rows.Add(new Row(line.Line, at, known.Id, cars));
    }

    /// <summary>A local time, with its day or on the day said; or an instant with its offset.</summary>
    private static DateTimeOffset? InstantOf(string text, OwnerBook book, DateOnly? day)
    {
        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return book.StartOf(DateOnly.FromDateTime(local)) + local.TimeOfDay;
        if (day is { } on && TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return book.StartOf(on) + time.ToTimeSpan();
        return text.Length > 19 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.ToUniversalTime() : null;
    }

    private static int Column(TableRow heading, string[] names)
    {
        for (var column = 0; column < heading.Cells.Count; column++)
        {
            if (names.Contains(heading[column].Text.Trim().ToLowerInvariant()))
                return column;
        }

        return -1;
    }
}
