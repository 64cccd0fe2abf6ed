using System.Globalization;

namespace RedVest.Kernel.Storage;

/// <summary>
/// Where a page of a list ends whose rows come newest first: the instant of its last row, and how many rows of that very instant were shown.
/// The same on both databases, and rows that arrive meanwhile neither repeat nor push one out.
/// </summary>
/// <param name="At">The instant the list is ordered by.</param>
/// <param name="Shown">Rows of exactly this instant that the reader has had.</param>
public readonly record struct PageMark(DateTimeOffset At, int Shown)
{
    /// <summary>Most rows of one page.</summary>
    public const int MostRows = 200;

    // Later than any row: years of four digits, so that both databases can hold it.
    private static readonly DateTimeOffset End = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Before the first row.</summary>
    public static PageMark Start { get; } = new(End, 0);

    /// <summary>Reads the <c>after</c> of a request; null when no page of ours ended so.</summary>
    public static PageMark? Read(string? after)
    {
        if (string.IsNullOrEmpty(after))
            return Start;
        return after.Split('.') is [var at, var shown]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds <= Conventions.ToMicroseconds(End)
            && int.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new PageMark(Conventions.ToInstant(microseconds), count)
                : null;
    }

    /// <summary>The mark behind a page that began at this one.</summary>
    /// <param name="shown">The instants of its rows, newest first; at least one.</param>
    public PageMark After(IReadOnlyList<DateTimeOffset> shown)
    {
        var last = shown[^1];
        return new PageMark(last, shown.Count(at => at == last) + (last == At ? Shown : 0));
    }

    /// <summary>As <c>next</c> in an answer.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Conventions.ToMicroseconds(At)}.{Shown}");
}
