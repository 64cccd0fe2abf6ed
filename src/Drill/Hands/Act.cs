using RedVest.Drill.Devices;

namespace RedVest.Drill.Hands;

/// <summary>One thing that somebody does at a post who stands at no lane.</summary>
/// <param name="At">Offset from local midnight.</param>
/// <param name="Do">Records it on the phone that this person carries.</param>
internal sealed record Act(TimeSpan At, Action<LaneDevice> Do);

/// <summary>What is still to be done on one phone, the earliest first. Lanes add to it while the day goes on.</summary>
internal sealed class ActList
{
    private readonly PriorityQueue<Act, (TimeSpan At, int Order)> _acts = new();
    private readonly Lock _gate = new();
    private int _added;

    public void Add(IEnumerable<Act> acts)
    {
        lock (_gate)
        {
            foreach (var act in acts)
                _acts.Enqueue(act, (act.At, _added++));
        }
    }

    /// <summary>The next act that is due by a moment of the day; null when there is none.</summary>
    public Act? Take(TimeSpan until)
    {
        lock (_gate)
            return _acts.TryPeek(out var next, out _) && next.At <= until ? _acts.Dequeue() : null;
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _acts.Count == 0;
        }
    }
}
