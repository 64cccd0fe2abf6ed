using RedVest.Kernel.Loops;

namespace RedVest.Unit.Tests.Loops;

/// <summary>A tube in a box in a car: one event hands over all, whatever arrives when.</summary>
public sealed class RidingTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Tube = Id(1), Box = Id(2), Car = Id(3);

    private readonly List<LoopLink> _links = [Said(Tube, Steps.Offered, 0, giver: "site"), Said(Box, Steps.Offered, 0, giver: "site"), Said(Car, Steps.Taken, 0, "driver")];

    [Fact]
    public void Who_takes_the_box_takes_the_tube()
    {
        _links.AddRange([Said(Tube, Steps.Boarded, 1, carrier: Box), Said(Box, Steps.Taken, 2, "courier")]);
        Assert.Equal(("courier", Start.AddMinutes(2)), (Of(Tube).Custodian, Of(Tube).TakenAt));
    }

    [Fact]
    public void A_tube_put_in_after_the_box_was_taken_stays_with_its_giver_until_the_next_hand()
    {
        _links.AddRange([Said(Box, Steps.Taken, 2, "courier"), Said(Tube, Steps.Boarded, 3, carrier: Box)]);
        Assert.Equal("site", Of(Tube).Custodian);
        _links.Add(Said(Box, Steps.Taken, 4, "laboratory"));
        Assert.Equal("laboratory", Of(Tube).Custodian);
    }

    [Fact]
    public void A_box_rides_in_a_car_and_the_tube_with_it()
    {
        _links.AddRange([Said(Tube, Steps.Boarded, 1, carrier: Box), Said(Box, Steps.Boarded, 2, carrier: Car), Said(Car, Steps.HandedOver, 3, "second driver")]);
        Assert.Equal("second driver", Of(Tube).Custodian);
    }

    [Fact]
    public void Closing_the_box_loses_no_tube()
    {
        _links.AddRange([Said(Tube, Steps.Boarded, 1, carrier: Box), Said(Box, Steps.Taken, 2, "courier"), Said(Box, Steps.Ended, 3), Said(Box, Steps.Taken, 4, "thief")]);
        Assert.Equal(("courier", null, true), (Of(Tube).Custodian, Of(Tube).RidesIn, Of(Tube).IsOpen));
    }

    [Fact]
    public void A_tube_taken_out_goes_its_own_way()
    {
        _links.AddRange([Said(Tube, Steps.Boarded, 1, carrier: Box), Said(Tube, Steps.Alighted, 2), Said(Box, Steps.Taken, 3, "courier")]);
        Assert.Equal("site", Of(Tube).Custodian);
    }

    [Fact]
    public void What_rides_in_itself_by_mistake_is_still_told()
    {
        _links.AddRange([Said(Tube, Steps.Boarded, 1, carrier: Box), Said(Box, Steps.Boarded, 1, carrier: Tube), Said(Box, Steps.Taken, 2, "courier")]);
        Assert.Equal("courier", Of(Tube).Custodian);
    }

    private Loop Of(Guid id)
    {
        var loop = new Loop { Owner = 1, Id = id, Kind = "test" };
        LoopFold.Fold(loop, new Riding(asked => [.. _links.Where(l => l.Loop == asked)]).LinksOf(id));
        return loop;
    }

    private static Guid Id(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static LoopLink Said(Guid loop, string step, int minute, string? taker = null, string? giver = null, Guid? carrier = null) =>
        new(1, loop, Guid.CreateVersion7(Start), step, "test", Guid.Empty, giver, taker, "reason", null, null, null, null, carrier, Start.AddMinutes(minute), false, 0, null, null, null);
}
