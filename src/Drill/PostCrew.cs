using RedVest.Drill.Devices;
using RedVest.Drill.Hands;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;
using RedVest.Drill.Verify;

namespace RedVest.Drill;

/// <summary>Everybody at a post: the lanes, the marshaller before them, the yard and the log behind them.</summary>
internal static class PostCrew
{
    /// <summary>The last devices of a post, which stand at no lane.</summary>
    public const int Hands = 2;

    /// <param name="from">The moment of the day at which they begin.</param>
    public static async Task<IReadOnlyList<WorkerSaid>> WorkAsync(
        DayPlan plan, IReadOnlyList<Guid> lanes, LaneDevice[] devices, Func<int, Behaviour> behaviourOf, Pace pace, DateTimeOffset midnight, TimeSpan from, OwnList own,
        int seed, CancellationToken cancellationToken)
    {
        var (tally, yard) = (new ActList(), new Yard(seed, own));
        tally.Add(Marshaller.Acts(plan, lanes).Where(act => act.At >= from));
        var entries = LogKeeper.Entries(from);
        yard.Acts.Add(entries.SelectMany(acts => acts));
        own.LogEntries = entries.Count;
        own.Told = yard.Hear;

        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var atLanes = Crew.WorkAsync(plan, lanes, devices[..^Hands], behaviourOf, pace, midnight, own, together.Token);
        await Task.WhenAll(
            OrStopAllAsync(atLanes, together),
            OrStopAllAsync(Task.Run(() => new Hand(devices[^2], tally, pace, midnight).RunAsync(Task.CompletedTask, together.Token), together.Token), together),
            OrStopAllAsync(Task.Run(() => new Hand(devices[^1], yard.Acts, pace, midnight).RunAsync(atLanes, together.Token), together.Token), together));
        return
        [
            .. (await atLanes).Select(run => new WorkerSaid(run.Device, run.Behaviour.Key)),
            new(devices[^2], "drill.device.marshaller"),
            new(devices[^1], "drill.device.yard"),
        ];
    }

    /// <summary>One who cannot go on ends the day for all.</summary>
    private static async Task OrStopAllAsync(Task work, CancellationTokenSource together)
    {
        try
        {
            await work;
        }
        catch
        {
            await together.CancelAsync();
            throw;
        }
    }
}
