namespace RedVest.Checkpoints.Queue;

/// <summary>
/// The textbook arithmetic of waiting (Erlang 1917, Pollaczek 1930, Khinchine 1932, Allen and Cunneen 1990). All times in seconds, all rates
/// a second. A queue that arrives faster than it is served has no average wait: infinity.
/// </summary>
internal static class Queueing
{
    /// <summary>Lanes kept busy on average: arrivals × service time, in erlangs.</summary>
    public static double Load(double arrivalsPerSecond, double meanService) => arrivalsPerSecond * meanService;

    /// <summary>Erlang B: the share of arrivals that find all lanes busy when nobody may wait.</summary>
    public static double ErlangB(int lanes, double load)
    {
        Check(lanes, load);
        var blocked = 1.0;
        for (var n = 1; n <= lanes; n++)
            blocked = load * blocked / (n + (load * blocked)); // the recursion never leaves 0 to 1, factorials would overflow
        return blocked;
    }

    /// <summary>Erlang C: the share of arrivals that have to wait, in M/M/c. 1 when the lanes cannot keep up.</summary>
    public static double ErlangC(int lanes, double load)
    {
        Check(lanes, load);
        if (load >= lanes)
            return 1;
        var blocked = ErlangB(lanes, load);
        return blocked / (1 - (load / lanes * (1 - blocked)));
    }

    /// <summary>Average wait before service in M/M/c, over all arrivals: those who do not wait count with 0.</summary>
    public static double WaitMMc(int lanes, double arrivalsPerSecond, double meanService)
    {
        var load = Load(arrivalsPerSecond, meanService);
        return load >= lanes ? double.PositiveInfinity : ErlangC(lanes, load) * meanService / (lanes - load);
    }

    /// <summary>Average wait in M/G/1 (Pollaczek–Khinchine), exact for any service times.</summary>
    /// <param name="serviceVariation">Variance of the service times over the square of their mean: 0 constant, 1 exponential.</param>
    public static double WaitMG1(double arrivalsPerSecond, double meanService, double serviceVariation)
    {
        var load = Load(arrivalsPerSecond, meanService);
        Check(1, load);
        ArgumentOutOfRangeException.ThrowIfNegative(serviceVariation);
        return load >= 1 ? double.PositiveInfinity : load / (1 - load) * meanService * (1 + serviceVariation) / 2;
    }

    /// <summary>
    /// Average wait in M/G/c: exact with one lane (<see cref="WaitMG1"/>), with several an approximation (Allen–Cunneen): that of M/M/c times
    /// half of one plus the variation of service.
    /// </summary>
    /// <inheritdoc cref="WaitMG1" path="/param"/>
    public static double WaitMGc(int lanes, double arrivalsPerSecond, double meanService, double serviceVariation) => lanes == 1
        ? WaitMG1(arrivalsPerSecond, meanService, serviceVariation)
        : WaitMMc(lanes, arrivalsPerSecond, meanService) * (1 + serviceVariation) / 2;

    /// <summary>The fewest lanes with which the average wait does not exceed the target; null when even <paramref name="most"/> do not do.</summary>
    public static int? LanesFor(double targetWait, double arrivalsPerSecond, double meanService, double serviceVariation, int most = 99)
    {
        for (var lanes = Math.Max(1, (int)Math.Min(most, Load(arrivalsPerSecond, meanService))); lanes <= most; lanes++)
        {
            if (WaitMGc(lanes, arrivalsPerSecond, meanService, serviceVariation) <= targetWait)
                return lanes;
        }

        return null;
    }

    private static void Check(int lanes, double load)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        if (!double.IsFinite(load))
            throw new ArgumentOutOfRangeException(nameof(load), load, "A load is a number.");
    }
}
