using RedVest.Checkpoints.Shifts;

namespace RedVest.Unit.Tests.Shifts;

public sealed class DispositionTests
{
    [Theory]
    [InlineData("release", Disposition.Released)]
    [InlineData("sample-and-go", Disposition.Released)]
    [InlineData("emergency-release", Disposition.Released)]
    [InlineData("sample-and-wait", Disposition.InYard)]
    [InlineData("hold", Disposition.Held)]
    [InlineData("refer", Disposition.Referred)]
    [InlineData("turn-back", Disposition.TurnedBack)]
    [InlineData(null, Disposition.InYard)]
    public void Without_a_word_from_the_yard_the_verdict_says_what_became_of_it(string? verdict, string disposition) =>
        Assert.Equal(disposition, Disposition.Of(verdict, left: false, []));

    [Fact]
    public void Who_leaves_without_a_verdict_is_in_no_sum()
    {
        Assert.Equal(Disposition.Dropped, Disposition.Of(null, left: true, []));
        Assert.DoesNotContain(Disposition.Dropped, Disposition.Seen);
    }

    [Theory]
    [InlineData("hold", "held", null, Disposition.Held)]
    [InlineData("hold", "held", "released", Disposition.Released)]
    [InlineData("hold", "held", "transferred", Disposition.Transferred)]
    [InlineData("hold", "held", "home", Disposition.Transferred)]
    [InlineData("hold", "held", "clinic", Disposition.Referred)]
    [InlineData("hold", "held", "turned-back", Disposition.TurnedBack)]
    [InlineData("hold", "held", "left-unseen", Disposition.Held)] // nobody let them go
    [InlineData("refer", "to-clinic", null, Disposition.Referred)]
    [InlineData("sample-and-wait", "sampled", null, Disposition.InYard)]
    [InlineData("sample-and-wait", "held", null, Disposition.Held)] // the result was positive
    [InlineData("sample-and-wait", "sampled", "released", Disposition.Released)]
    public void The_yard_has_the_last_word(string given, string stage, string? ended, string disposition) =>
        Assert.Equal(disposition, Disposition.Of(given, false, [new Disposition.InCustody(given, stage, ended is null, ended)]));

    [Fact]
    public void Of_several_in_one_car_the_one_who_is_worst_off_speaks_for_all() =>
        Assert.Equal(Disposition.Held, Disposition.Of("hold", false, [new("sample-and-wait", "sampled", false, "released"), new("hold", "held", true, null)]));
}
