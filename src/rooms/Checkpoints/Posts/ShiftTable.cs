using System.Globalization;

namespace RedVest.Checkpoints.Posts;

/// <summary>When the crews change, in local time. Shift 1 starts at the first time of the list.</summary>
internal sealed class ShiftTable
{
    private const string Format = "HH:mm";
    private readonly TimeOnly[] _starts;

    private ShiftTable(TimeOnly[] starts) => _starts = starts;

    /// <summary>One crew round the clock.</summary>
    public static ShiftTable WholeDay { get; } = new([TimeOnly.MinValue]);

    /// <summary>Starts in order; shift <c>n</c> starts at <c>Starts[n - 1]</c>.</summary>
    public IReadOnlyList<TimeOnly> Starts => _starts;

    /// <summary>Reads <c>00:00,06:00,12:00,18:00</c>; null unless it holds 1 to 24 times, each later than the one before.</summary>
    public static ShiftTable? Parse(string text)
    {
        var parts = text.Split(',');
        var starts = new TimeOnly[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TimeOnly.TryParseExact(parts[i], Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out starts[i]) || (i > 0 && starts[i] <= starts[i - 1]))
                return null;
        }

        return parts.Length <= 24 ? new ShiftTable(starts) : null;
    }

    /// <summary>The shift on duty at a local time, 1 to n. Before the day's first start the last shift of the evening before is still there.</summary>
    public int ShiftOf(TimeOnly local)
    {
        var started = _starts.Length;
        while (started > 0 && _starts[started - 1] > local)
            started--;
        return started == 0 ? _starts.Length : started;
    }

    /// <summary>How a start is written, in a device's bundle and on a board: <c>06:00</c>.</summary>
    public static string Say(TimeOnly start) => start.ToString(Format, CultureInfo.InvariantCulture);
}
