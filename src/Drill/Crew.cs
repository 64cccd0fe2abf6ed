using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;

namespace RedVest.Drill;

/// <summary>Shares a day's passages out among the devices and lets all of them work side by side.</summary>
internal static class Crew
{
    /// <param name="behaviourOf">What happens to a device, by its rank: 0 has the most to do, and so the most to lose.</param>
    public static async Task<IReadOnlyList<DeviceRun>> WorkAsync(
        DayPlan plan, IReadOnlyList<Guid> lanes, LaneDevice[] devices, Func<int, Behaviour> behaviourOf, Pace pace, DateTimeOffset midnight, OwnList own, CancellationToken cancellationToken)
    {
        var steps = Share(plan, lanes.Count, devices.Length);
        var busiest = Enumerable.Range(0, devices.Length).OrderByDescending(at => steps[at].Count).ToList();
        var runs = devices.Select((device, at) => new DeviceRun(device, new LaneWork(device, lanes, own), behaviourOf(busiest.IndexOf(at)), pace, midnight)).ToList();
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(runs.Select((run, at) => Task.Run(() => OrStopAllAsync(run.RunAsync(steps[at], together.Token), together), together.Token)));
        return runs;
    }

    /// <summary>One device that cannot go on ends the drill; the first reason is the one that is told.</summary>
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

    /// <summary>Device n stands at lane n, or a further time at the first lanes; devices of one lane take turns.</summary>
    private static List<Step>[] Share(DayPlan plan, int lanes, int devices)
    {
        var steps = Enumerable.Range(0, devices).Select(_ => new List<Step>()).ToArray();
        foreach (var (lane, passages) in plan.Passages.GroupBy(p => p.Lane).Select(g => (g.Key, g.ToList())))
        {
            var atLane = Enumerable.Range(0, devices).Where(d => d % lanes == lane).ToList();
            foreach (var (turn, passage) in passages.Index())
                steps[atLane[turn % atLane.Count]].AddRange(Step.Of(passage));
            steps[atLane[0]].AddRange(Step.Queues(lane, passages));
        }

        return [.. steps.Select(s => s.OrderBy(step => step.At).ToList())];
    }
}
