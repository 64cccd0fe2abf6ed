namespace RedVest.Drill.Plan;

/// <summary>
/// When the road is busy. The industrial park works in three shifts that change at 07:30, 15:30 and 23:30: the new shift comes in before, the old one goes
/// home after, and the hour that holds both carries 10 to 15 % of the day (practice.md, §1 R).
/// </summary>
internal static class DayShape
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public static readonly TimeSpan[] ShiftChanges = [new(7, 30, 0), new(15, 30, 0), new(23, 30, 0)];

    /// <summary>The last check begins early enough for its passage to end on the same day.</summary>
    public static readonly TimeSpan LastStart = Day - TimeSpan.FromMinutes(2);

    private static readonly double[] Hours =
    [
        1.6, 0.9, 0.7, 0.7, 0.9, 1.6, 3.6, 4.6, 5.6, 4.8, 4.5, 4.3, 3.4, 3.8, 4.2, 3.9, 4.8, 4.6, 3.6, 2.8, 2.4, 2.0, 1.8, 1.5,
    ];

    /// <summary>A moment for somebody who is not a commuter.</summary>
    public static TimeSpan Draw(Random dice)
    {
        var at = dice.NextDouble() * Hours.Sum();
        var hour = 0;
        while (at >= Hours[hour])
            at -= Hours[hour++];
        return Clip(TimeSpan.FromHours(hour) + TimeSpan.FromSeconds(dice.Next(3600)));
    }

    public static TimeSpan Coming(Random dice, int shift) => ShiftChanges[shift] - TimeSpan.FromSeconds(dice.Next(60, 29 * 60));

    public static TimeSpan GoingHome(Random dice, int shift) => Clip(ShiftChanges[shift] + TimeSpan.FromSeconds(dice.Next(4 * 60, 28 * 60)));

    public static TimeSpan Clip(TimeSpan at) => at < LastStart ? at : LastStart;
}
