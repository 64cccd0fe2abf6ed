namespace RedVest.Checkpoints.Queue;

/// <summary>One thing that happened to a lane's queue.</summary>
/// <param name="Length">Of a count: how many waited. Of a check's begin: null.</param>
/// <param name="Ended">Of a check's begin: when its verdict was given; null while it runs.</param>
internal readonly record struct LineStep(DateTimeOffset At, LineStep.Kinds Kind, int? Length = null, DateTimeOffset? Ended = null)
{
    /// <summary>In the order in which steps of one instant are taken: whoever arrives and is checked at once did wait no time.</summary>
    internal enum Kinds
    {
        Counted,
        Arrived,
        GaveUp,
        Began,
    }
}

/// <summary>
/// The queue of one lane, followed step by step. Who came first is checked first; who gives up is taken to be the last in line. A check that
/// begins while nobody is counted waiting was a car nobody tallied: it is served, and the queue stays empty.
/// </summary>
internal sealed class LaneLine
{
    /// <summary>Between a verdict and the next check a waiting car moves up. A longer gap is a break, a shift change, a meal.</summary>
    private static readonly TimeSpan LongestMoveUp = TimeSpan.FromSeconds(60);

    /// <summary>Arrivals of those who wait, first in line first; null: counted, but nobody saw the car come.</summary>
    private readonly List<DateTimeOffset?> _line = [];
    private readonly List<(DateTimeOffset At, int Length)> _lengths = [];
    private readonly List<(DateTimeOffset At, double Seconds)> _waits = [];
    private readonly List<(DateTimeOffset At, double Seconds)> _moveUps = [];
    private DateTimeOffset? _lastVerdict;

    /// <param name="steps">In any order.</param>
    public static LaneLine Follow(IEnumerable<LineStep> steps)
    {
        var line = new LaneLine();
        foreach (var step in steps.OrderBy(s => s.At).ThenBy(s => s.Kind))
            line.Take(step);
        return line;
    }

    public int Length => _line.Count;

    /// <summary>When the first in line arrived; null: nobody waits, or nobody saw them come.</summary>
    public DateTimeOffset? FirstSince => _line.Count > 0 ? _line[0] : null;

    public int Longest => _lengths.Count == 0 ? 0 : _lengths.Max(l => l.Length);

    /// <summary>Waiting times of cars whose check began at or after an instant, in seconds.</summary>
    public IEnumerable<double> WaitsSince(DateTimeOffset at) => _waits.Where(w => w.At >= at).Select(w => w.Seconds);

    /// <summary>Seconds between a verdict and the next check while somebody waited.</summary>
    public IEnumerable<double> MoveUpsSince(DateTimeOffset at) => _moveUps.Where(w => w.At >= at).Select(w => w.Seconds);

    /// <summary>
    /// Since when more than so many have waited, without the queue having gone down to half of it in between: a line that sways around the limit
    /// is one event, not many. Null: the limit is not passed now.
    /// </summary>
    public DateTimeOffset? OverSince(int limit)
    {
        DateTimeOffset? since = null;
        foreach (var (at, length) in _lengths)
        {
            if (length > limit)
                since ??= at;
            else if (length <= limit / 2)
                since = null;
        }

        return since;
    }

    private void Take(LineStep step)
    {
        switch (step.Kind)
        {
            case LineStep.Kinds.Counted:
                Count(step.Length ?? 0);
                break;
            case LineStep.Kinds.Arrived:
                _line.Add(step.At);
                break;
            case LineStep.Kinds.GaveUp when _line.Count > 0:
                _line.RemoveAt(_line.Count - 1);
                break;
            case LineStep.Kinds.Began:
                Begin(step);
                break;
        }

        _lengths.Add((step.At, _line.Count));
    }

    /// <summary>A count is believed: too many were tallied, or some came unseen.</summary>
    private void Count(int length)
    {
        if (length < _line.Count)
            _line.RemoveRange(0, _line.Count - length); // those missing were checked long ago
        while (_line.Count < length)
            _line.Add(null);
    }

    private void Begin(LineStep step)
    {
        if (_line.Count > 0)
        {
            if (_line[0] is { } arrived)
            {
                _waits.Add((step.At, (step.At - arrived).TotalSeconds));
                if (_lastVerdict is { } free && arrived < free && step.At >= free && step.At - free <= LongestMoveUp)
                    _moveUps.Add((step.At, (step.At - free).TotalSeconds));
            }

            _line.RemoveAt(0);
        }

        if (step.Ended is { } ended && (_lastVerdict is null || ended > _lastVerdict))
            _lastVerdict = ended;
    }
}
