using RedVest.Checkpoints.Queue;

namespace RedVest.Unit.Tests.Queue;

public sealed class QueueingTests
{
    private const double Hour = 3600;

    /// <summary>Erlang B as the published tables of telephone traffic have it: the load at which so many lines block 1 %, 2 %, 10 %.</summary>
    [Theory]
    [InlineData(1, 0.0101, 0.01)]
    [InlineData(2, 0.153, 0.01)]
    [InlineData(5, 1.36, 0.01)]
    [InlineData(10, 4.46, 0.01)]
    [InlineData(5, 1.66, 0.02)]
    [InlineData(10, 5.08, 0.02)]
    [InlineData(20, 13.2, 0.02)]
    [InlineData(10, 7.51, 0.1)]
    [InlineData(100, 84.1, 0.01)]
    public void Erlang_B_agrees_with_the_published_table(int lanes, double load, double blocked) =>
        Assert.Equal(blocked, Queueing.ErlangB(lanes, load), blocked * 0.02);

    /// <summary>Closed forms of small cases, worked by hand.</summary>
    [Theory]
    [InlineData(1, 0.5, 0.5)] // one lane: the load itself
    [InlineData(1, 0.9, 0.9)]
    [InlineData(2, 1.0, 1.0 / 3)] // a² / (2 + a) for two lanes
    [InlineData(2, 1.5, 2.25 / 3.5)]
    [InlineData(3, 2.0, 4.0 / 9)] // a³/3! · 3/(3−a) over the sum: 4 / (1 + 2 + 2 + 4)
    [InlineData(4, 3.0, 13.5 / 26.5)] // 27·3/6 / (1 + 3 + 4.5 + 4.5 + 13.5)
    public void Erlang_C_agrees_with_the_closed_forms(int lanes, double load, double waits) => Assert.Equal(waits, Queueing.ErlangC(lanes, load), 1e-12);

    [Fact]
    public void Erlang_C_agrees_with_the_sum_of_its_definition_and_overflows_nowhere()
    {
        for (var lanes = 1; lanes <= 60; lanes++)
        {
            foreach (var share in (double[])[0.1, 0.5, 0.8, 0.99])
            {
                var load = share * lanes;
                var term = 1.0;
                var sum = 0.0;
                for (var n = 0; n < lanes; n++)
                {
                    sum += term;
                    term *= load / (n + 1);
                }

                var last = term * lanes / (lanes - load);
                Assert.Equal(last / (sum + last), Queueing.ErlangC(lanes, load), 1e-9);
            }
        }

        Assert.InRange(Queueing.ErlangC(5000, 4990), 0, 1);
        Assert.Equal(1, Queueing.ErlangC(3, 3));
    }

    [Fact]
    public void One_lane_with_constant_service_waits_half_as_long_as_with_exponential_service()
    {
        var exponential = Queueing.WaitMG1(150 / Hour, 20, serviceVariation: 1);
        Assert.Equal(Queueing.WaitMMc(1, 150 / Hour, 20), exponential, 1e-9);
        Assert.Equal(exponential / 2, Queueing.WaitMG1(150 / Hour, 20, serviceVariation: 0), 1e-9);
    }

    /// <summary>λE[S²]/2(1−ρ) by hand: λ = 1/60, services of 10 s or 50 s with even odds, E[S] = 30, E[S²] = 1300, ρ = 0.5.</summary>
    [Fact]
    public void Pollaczek_and_Khinchine_agree_with_a_case_worked_by_hand() =>
        Assert.Equal(1300 / 60.0 / 2 / 0.5, Queueing.WaitMG1(1 / 60.0, 30, serviceVariation: (1300 - 900) / 900.0), 1e-9);

    [Fact]
    public void The_approximation_for_several_lanes_is_exact_where_the_exact_value_is_known()
    {
        Assert.Equal(Queueing.WaitMMc(4, 300 / Hour, 30), Queueing.WaitMGc(4, 300 / Hour, 30, serviceVariation: 1), 1e-12);
        Assert.Equal(Queueing.WaitMG1(100 / Hour, 25, 0.4), Queueing.WaitMGc(1, 100 / Hour, 25, 0.4), 1e-12);
    }

    /// <summary>A queue that was simulated, for what has no closed form: three lanes, services of 10 or 40 s. The approximation is within a tenth.</summary>
    [Fact]
    public void The_approximation_for_several_lanes_is_near_a_simulated_queue()
    {
        var random = new Random(20220414);
        const double rate = 320 / Hour;
        var free = new double[3];
        double now = 0, waited = 0;
        const int cars = 400_000;
        for (var car = 0; car < cars; car++)
        {
            now += -Math.Log(1 - random.NextDouble()) / rate;
            var lane = Array.IndexOf(free, free.Min());
            var start = Math.Max(now, free[lane]);
            waited += start - now;
            free[lane] = start + (random.NextDouble() < 0.5 ? 10 : 40);
        }

        var wait = Queueing.WaitMGc(3, rate, 25, serviceVariation: 225 / 625.0);
        Assert.InRange(wait / (waited / cars), 0.9, 1.1);
    }

    /// <summary>Practice §1: lanes for 300 and 450 vehicles an hour. Its authors name no target; nobody waits longer than 20 s in any of its numbers.</summary>
    [Theory]
    [InlineData(10, 300, 2)]
    [InlineData(10, 450, 2)]
    [InlineData(20, 300, 3)]
    [InlineData(20, 450, 4)]
    [InlineData(30, 300, 4)]
    [InlineData(30, 450, 5)]
    [InlineData(45, 300, 5)]
    [InlineData(45, 450, 7)]
    [InlineData(60, 300, 7)]
    [InlineData(60, 450, 9)]
    public void The_table_of_practice_comes_out(int seconds, int perHour, int lanes) =>
        Assert.Equal(lanes, Queueing.LanesFor(20.5, perHour / Hour, seconds, serviceVariation: 1));

    /// <summary>The column for 125 an hour runs from the fewest lanes that keep up to those with a short wait.</summary>
    [Theory]
    [InlineData(10, 1, 1)]
    [InlineData(20, 1, 2)]
    [InlineData(30, 2, 2)]
    [InlineData(45, 2, 3)]
    [InlineData(60, 3, 3)]
    public void The_ranges_of_the_table_of_practice_come_out(int seconds, int fewest, int comfortable)
    {
        Assert.Equal(fewest, Queueing.LanesFor(double.MaxValue, 125 / Hour, seconds, serviceVariation: 1));
        Assert.Equal(comfortable, Queueing.LanesFor(33, 125 / Hour, seconds, serviceVariation: 1));
    }

    [Theory]
    [InlineData(10, 2, 6)]
    [InlineData(20, 4, 4)]
    [InlineData(30, 5, 11)]
    [InlineData(45, 7, 16)]
    [InlineData(60, 9, 20)]
    public void The_waits_of_the_table_of_practice_come_out(int seconds, int lanes, int wait) =>
        Assert.Equal(wait, Math.Round(Queueing.WaitMMc(lanes, 450 / Hour, seconds)));

    [Fact]
    public void Too_few_lanes_have_no_average_wait_and_a_load_is_never_negative()
    {
        Assert.True(double.IsPositiveInfinity(Queueing.WaitMMc(2, 450 / Hour, 20)));
        Assert.True(double.IsPositiveInfinity(Queueing.WaitMG1(180 / Hour, 20, 0.5)));
        Assert.Null(Queueing.LanesFor(30, 450 / Hour, 20, 1, most: 2));
        Assert.Equal(1, Queueing.LanesFor(30, 0, 20, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Queueing.ErlangC(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Queueing.ErlangC(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Queueing.ErlangC(1, double.NaN));
    }
}
