namespace RedVest.Checkpoints.Queue;

/// <summary>What was measured of lanes that serve the same traffic, and what is wanted.</summary>
/// <param name="OpenLanes">Places at which a car can be checked now; a lane with two positions has two.</param>
/// <param name="ShutLanes">Places that could be opened.</param>
/// <param name="PerHourShort">Arrivals an hour over the last 15 minutes.</param>
/// <param name="PerHourLong">Arrivals an hour over the last 30 minutes.</param>
/// <param name="Seconds">Mean seconds a car keeps a lane: its check, and moving up.</param>
/// <param name="Variation">Variance of the checks over their squared mean; 0 constant, 1 exponential.</param>
/// <param name="Checks">How many checks were measured.</param>
/// <param name="Waiting">Cars waiting now; null: nobody counts.</param>
/// <param name="TargetSeconds">The average wait that is wanted.</param>
internal sealed record LaneMeasure(
    int OpenLanes, int ShutLanes, double PerHourShort, double PerHourLong, double Seconds, double Variation, int Checks, int? Waiting, int TargetSeconds);

/// <summary>What so many lanes would come to.</summary>
/// <param name="Busy">Share of the time that a lane is busy; 1 or more: the queue grows without end.</param>
/// <param name="WaitSeconds">Average wait; null: it grows without end.</param>
public sealed record LaneOption(int Lanes, double Busy, double? WaitSeconds);

/// <summary>How many lanes to open, with the arithmetic.</summary>
/// <param name="Say">not-measured, enough, open, close, more-than-there-are.</param>
/// <param name="Lanes">How many should be open; null when nothing is measured.</param>
/// <param name="Arrivals">Arrivals an hour that the arithmetic used.</param>
/// <param name="Load">Lanes kept busy on average.</param>
/// <param name="Exact">One lane: Pollaczek–Khinchine, exact. Several: Allen–Cunneen, an approximation.</param>
/// <param name="Options">One lane fewer than now, as many as now, and so on up to the advice.</param>
public sealed record LaneAdvice(
    string Say, int? Lanes, int OpenLanes, double Arrivals, double Seconds, double Variation, int Checks, double Load, bool Exact, int TargetSeconds,
    IReadOnlyList<LaneOption> Options)
{
    public const string NotMeasured = "not-measured";
    public const string Enough = "enough";
    public const string Open = "open";
    public const string Close = "close";
    public const string MoreThanThereAre = "more-than-there-are";

    /// <summary>Fewer checks say too little of how long one takes.</summary>
    public const int FewestChecks = 5;

    /// <summary>
    /// The advice does not flip: a lane is opened when the last 15 minutes ask for it, and closed only when both 15 and 30 minutes would do with
    /// one less at half the wanted wait, and hardly anybody waits. Between the two nothing is said.
    /// </summary>
    internal static LaneAdvice Of(LaneMeasure measured)
    {
        if (measured.Checks < FewestChecks || measured.PerHourShort <= 0 || measured.Seconds <= 0)
            return Nothing(measured);
        var needed = Needed(measured, measured.PerHourShort, measured.TargetSeconds);
        var most = measured.OpenLanes + measured.ShutLanes;
        if (needed is null || needed > measured.OpenLanes)
            return needed is null || needed > most ? Advise(measured, MoreThanThereAre, needed ?? most) : Advise(measured, Open, needed.Value);
        var calm = Math.Max(measured.PerHourShort, measured.PerHourLong);
        var restful = Needed(measured, calm, measured.TargetSeconds / 2.0);
        return restful < measured.OpenLanes && measured.Waiting is null or <= 1
            ? Advise(measured, Close, measured.OpenLanes - 1)
            : Advise(measured, Enough, measured.OpenLanes);
    }

    private static int? Needed(LaneMeasure measured, double perHour, double target) =>
        Queueing.LanesFor(target, perHour / 3600, measured.Seconds, measured.Variation);

    private static LaneAdvice Nothing(LaneMeasure measured) => new(
        NotMeasured, null, measured.OpenLanes, Math.Round(measured.PerHourShort), Math.Round(measured.Seconds, 1), 0, measured.Checks, 0, false, measured.TargetSeconds, []);

    private static LaneAdvice Advise(LaneMeasure measured, string say, int lanes)
    {
        var from = Math.Max(1, Math.Min(lanes, measured.OpenLanes) - (say == Close ? 0 : 1));
        var until = Math.Max(lanes, measured.OpenLanes);
        var rate = measured.PerHourShort / 3600;
        var load = Queueing.Load(rate, measured.Seconds);
        return new LaneAdvice(
            say, lanes, measured.OpenLanes, Math.Round(measured.PerHourShort), Math.Round(measured.Seconds, 1), Math.Round(measured.Variation, 2), measured.Checks,
            Math.Round(load, 2), lanes == 1, measured.TargetSeconds,
            [.. Enumerable.Range(from, until - from + 1).Select(n => new LaneOption(n, Math.Round(load / n, 2), Wait(n, rate, measured)))]);
    }

    private static double? Wait(int lanes, double rate, LaneMeasure measured)
    {
        var wait = Queueing.WaitMGc(lanes, rate, measured.Seconds, measured.Variation);
        return double.IsFinite(wait) ? Math.Round(wait, 1) : null;
    }
}
