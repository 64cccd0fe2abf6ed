using System.Globalization;

namespace RedVest.Kernel.Sync;

/// <summary>The numbers a device has delivered, as ranges; immutable. Tells the highest contiguous one and the gaps.</summary>
public sealed class SequenceRanges
{
    private readonly (long From, long To)[] _ranges; // sorted, apart by at least one missing number

    private SequenceRanges((long From, long To)[] ranges) => _ranges = ranges;

    public static SequenceRanges Empty { get; } = new([]);

    /// <summary>Everything from 1 to here is there; 0 when 1 is missing.</summary>
    public long Contiguous => _ranges is [(1, var to), ..] ? to : 0;

    public long Highest => _ranges is [.., (_, var to)] ? to : 0;

    /// <summary>What is missing below <see cref="Highest"/>, both ends inclusive.</summary>
    public IEnumerable<(long From, long To)> Gaps
    {
        get
        {
            var next = 1L;
            foreach (var (from, to) in _ranges)
            {
                if (from > next)
                    yield return (next, from - 1);
                next = to + 1;
            }
        }
    }

    public bool Contains(long number) => Array.Exists(_ranges, r => r.From <= number && number <= r.To);

    public SequenceRanges With(long number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        if (_ranges is [.., (var lastFrom, var lastTo)] && number == lastTo + 1)
            return new([.. _ranges[..^1], (lastFrom, number)]);
        if (Contains(number))
            return this;
        var ranges = new List<(long From, long To)>(_ranges.Length + 1);
        var (from, to) = (number, number);
        foreach (var range in _ranges)
        {
            if (range.To == from - 1)
                from = range.From;
            else if (range.From == to + 1)
                to = range.To;
            else
                ranges.Add(range);
        }

        ranges.Add((from, to));
        ranges.Sort();
        return new([.. ranges]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static SequenceRanges Parse(string text) => text.Length == 0 ? Empty : new([.. text.Split(' ').Select(range =>
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return (long.Parse(range.AsSpan(0, dash), CultureInfo.InvariantCulture), long.Parse(range.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    })]);

    /// <summary><c>1-17 20-21</c>; empty for none.</summary>
    public override string ToString() => string.Join(' ', _ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.From}-{r.To}")));
}
