using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;

namespace RedVest.Drill.Hands;

/// <summary>
/// Somebody with a phone who does what comes up. In a paced day that is when it comes up; at full speed it is after the lanes are done, in the
/// order of the day: a phone's records never go back in time.
/// </summary>
internal sealed class Hand(LaneDevice device, ActList acts, Pace pace, DateTimeOffset midnight)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public LaneDevice Device => device;

    /// <param name="more">Ends when nobody adds acts any more.</param>
    public async Task RunAsync(Task more, CancellationToken cancellationToken)
    {
        if (!pace.IsPaced)
            await more.WaitAsync(cancellationToken);
        while (true)
        {
            var isOver = more.IsCompleted; // asked before: what was added until then is in the list
            while (acts.Take(pace.Now) is { } act)
            {
                device.Clock.MoveTo(midnight + act.At);
                act.Do(device);
                if (pace.IsPaced)
                    await device.SyncAsync(cancellationToken);
            }

            if (isOver && acts.IsEmpty)
                break;
            await pace.WaitAsync(Look, cancellationToken);
        }

        await device.SyncAsync(cancellationToken);
    }
}
