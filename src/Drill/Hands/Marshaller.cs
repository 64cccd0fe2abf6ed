using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>
/// Stands before the lanes and presses once for each car that comes: the count that no lane has a part in. Now and then a press too many is taken
/// back, somebody gives up waiting, and at night a lane is closed in which nobody is.
/// </summary>
internal static class Marshaller
{
    private const int PressedTwice = 173; // every so many presses
    private const int GivesUp = 311;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan NightFrom = TimeSpan.FromMinutes(20), NightTo = TimeSpan.FromHours(6);

    public static IEnumerable<Act> Acts(DayPlan plan, IReadOnlyList<Guid> lanes)
    {
        foreach (var (at, passage) in plan.Passages.Where(p => p.IsVehicle).OrderBy(p => p.Times.Arrived).Index())
        {
            var lane = lanes[passage.Lane];
            yield return Press("arrived", passage.Times.Arrived, lane);
            if (at % PressedTwice == PressedTwice - 1)
                yield return PressTwice(passage.Times.Arrived, lane);
            if (at % GivesUp == GivesUp - 1)
            {
                yield return Press("arrived", passage.Times.Arrived, lane);
                yield return Press("gave-up", passage.Times.Decided, lane);
            }
        }

        if (WidestGap(plan, lanes.Count) is { } gap)
        {
            yield return Turn(gap.From, lanes[gap.Lane], open: false, "drill.lane.night");
            yield return Turn(gap.To, lanes[gap.Lane], open: true, "drill.lane.morning");
        }
    }

    private static Act Press(string what, TimeSpan at, Guid lane) => new(at, device => device.Record("tally." + what, lane, new TallySaid(lane, device.Checkpoint)));

    /// <summary>The finger slips: one press too many, and the next one takes it back.</summary>
    private static Act PressTwice(TimeSpan at, Guid lane) => new(at, device =>
    {
        var slip = device.Record("tally.arrived", lane, new TallySaid(lane, device.Checkpoint));
        device.Record("tally.undone", lane, new TallySaid(lane, device.Checkpoint, Undoes: slip));
    });

    private static Act Turn(TimeSpan at, Guid lane, bool open, string why) =>
        new(at, device => device.Record("lane-state", lane, new LaneStateSaid(lane, device.Checkpoint, open, Say.Text(why))));

    /// <summary>The longest time of the night in which a lane is empty, if it is worth closing for; never the only lane.</summary>
    private static (int Lane, TimeSpan From, TimeSpan To)? WidestGap(DayPlan plan, int lanes)
    {
        var gaps =
            from lane in Enumerable.Range(0, lanes > 1 ? lanes : 0)
            let times = plan.Passages.Where(p => p.Lane == lane && p.Times.Left > NightFrom && p.Times.Arrived < NightTo).OrderBy(p => p.Times.Arrived).Select(p => p.Times).ToList()
            from gap in times.Zip(times.Skip(1), (a, b) => (Lane: lane, From: a.Left, To: b.Arrived))
            where gap.To - gap.From > Quiet
            orderby gap.To - gap.From descending
            select gap;
        return gaps.Select(g => ((int, TimeSpan, TimeSpan)?)(g.Lane, g.From + TimeSpan.FromMinutes(1), g.To - TimeSpan.FromMinutes(1))).FirstOrDefault();
    }
}
