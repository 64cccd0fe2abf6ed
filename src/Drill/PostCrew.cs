using RedVest.Drill.Devices;
using RedVest.Drill.Hands;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;
using RedVest.Drill.Verify;

namespace RedVest.Drill;

/// <summary>Everybody at a post: the lanes, the marshaller before them, freight, the yard and the log behind them.</summary>
internal static class PostCrew
{
    /// <summary>The last devices of a post, which stand at no lane.</summary>
    public const int Hands = 3;

    /// <param name="from">The moment of the day at which they begin.</param>
    public static async Task<(IReadOnlyList<WorkerSaid> Workers, ShiftChange Change)> WorkAsync(
        DayPlan plan, IReadOnlyList<Guid> lanes, LaneDevice[] devices, Func<int, Behaviour> behaviourOf, Pace pace, DateTimeOffset midnight, TimeSpan from, OwnList own,
        int seed, DateOnly day, CancellationToken cancellationToken)
    {
        await devices[^1].LoadBundleAsync(cancellationToken);
        var (tally, yard) = (new ActList(), new Yard(seed, own));
        tally.Add(Marshaller.Acts(plan, lanes).Where(act => act.At >= from));
        var entries = LogKeeper.Entries(from);
        yard.Acts.Add(entries.SelectMany(acts => acts));
        own.LogEntries = entries.Count;
        var freight = new Freight(plan, from, own);
        var change = new ShiftChange(devices[^1].Bundle!, yard, freight, own, day); // loaded above
        yard.Acts.Add(change.Acts(from));
        own.Told = (passage, planned) =>
        {
            yard.Hear(passage);
            freight.Hear(passage, planned);
        };

        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var atLanes = Crew.WorkAsync(plan, lanes, devices[..^Hands], behaviourOf, pace, midnight, own, together.Token);
        var (marshaller, registrar, keeper) = (devices[^3], devices[^2], devices[^1]);
        var freightDone = DoAsync(registrar, freight.Acts, atLanes);
        await Task.WhenAll(
            OrStopAllAsync(atLanes, together),
            DoAsync(marshaller, tally, Task.CompletedTask),
            freightDone,
            DoAsync(keeper, yard.Acts, freightDone)); // the lorries that are handed over were registered before
        return (
        [
            .. (await atLanes).Select(run => new WorkerSaid(run.Device, run.Behaviour.Key)),
            new(marshaller, "drill.device.marshaller"),
            new(registrar, "drill.device.freight"),
            new(keeper, "drill.device.yard"),
        ], change);

        Task DoAsync(LaneDevice device, ActList acts, Task more) =>
            OrStopAllAsync(Task.Run(() => new Hand(device, acts, pace, midnight).RunAsync(more, together.Token), together.Token), together);
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
