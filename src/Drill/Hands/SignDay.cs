using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Verify;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>
/// When the day is over the drill hands in its own list as an independent count, and at each shift two leaders sign the sheets: where the
/// marshaller's presses and the records of a lane differ, because cars stood between the two at the change, they say so first.
/// </summary>
internal static class SignDay
{
    public static async Task RunAsync(
        OperatorApi office, LaneDevice keeper, ShiftChange change, OwnList own, DateOnly day, DateTimeOffset dayStart, CancellationToken cancellationToken)
    {
        await office.CountsAsync(keeper.Checkpoint, Counts(own, dayStart), cancellationToken);
        foreach (var shift in change.Shifts)
        {
            var at = FormattableString.Invariant($"api/v1/sync/posts/{keeper.Checkpoint}/shifts/{day:yyyy-MM-dd}/{shift.Number}/");
            var sheets = await office.ShiftAsync(keeper.Checkpoint, day, shift.Number, cancellationToken);
            foreach (var lane in sheets.Lanes.Where(l => l.Counts.Any(c => c.Difference != 0)))
            {
                await keeper.ActAsync(at + "explanations", new { id = keeper.NewId(), text = Say.Text("drill.shift.explained"), lane = lane.LaneId, officer = change.Leader(shift.Number) }, cancellationToken);
            }

            foreach (var (side, leader) in new[] { ("out", change.Leader(shift.Number)), ("in", change.Leader(shift.Number + 1)) })
                await keeper.ActAsync(at + "signatures", new { id = keeper.NewId(), side, sheets.Digest, officer = leader }, cancellationToken);
        }
    }

    /// <summary>By lane and quarter of an hour: fine enough for any table of shifts.</summary>
    private static List<CountSaid> Counts(OwnList own, DateTimeOffset dayStart) =>
    [
        .. own.Passages.Where(p => p.IsVehicle).GroupBy(p => (p.Lane, Quarter: (int)p.Decided.TotalMinutes / 15))
            .Select(g => new CountSaid(g.Key.Lane, Wire.Time(dayStart.AddMinutes(15 * g.Key.Quarter)), g.Count())),
    ];
}
