using RedVest.Kernel.Figures;

namespace RedVest.Unit.Tests.Queue;

public sealed class AmountTests
{
    [Fact]
    public void Percentiles_of_two_posts_are_taken_of_all_their_cars_and_not_averaged()
    {
        var quick = Times(90, milliseconds: 10_000);
        var slow = Times(10, milliseconds: 60_000);
        Assert.Equal((10.2, 60.2), (Math.Round(quick.Value!.Value, 1), Math.Round(slow.Value!.Value, 1)));
        Assert.InRange(quick.Plus(slow).Value!.Value, 10, 10.5); // the middle of a hundred cars is a quick one
        Assert.Equal(100, ((PercentileAmount)quick.Plus(slow)).Milliseconds.Count);
        Assert.Equal(90, quick.Milliseconds.Count);
    }

    [Fact]
    public void Shares_add_parts_and_wholes_highest_values_stay_and_counts_add()
    {
        Assert.Equal(27.3, new ShareAmount(1, 1).Plus(new ShareAmount(2, 10)).Value);
        Assert.Null(new ShareAmount(0, 0).Value);
        Assert.Equal(7, new HighestAmount(7).Plus(new HighestAmount(3)).Value);
        Assert.Equal(3, new HighestAmount(null).Plus(new HighestAmount(3)).Value);
        Assert.Equal(5, Amount.Sum([new CountAmount(2), new CountAmount(3)])!.Value);
        Assert.Null(Amount.Sum([]));
        Assert.Throws<ArgumentException>(() => new CountAmount(1).Plus(new HighestAmount(1)));
        Assert.Throws<ArgumentException>(() => Times(1, 1).Plus(new PercentileAmount(new Histogram(500), 0.9)));
    }

    [Theory]
    [InlineData(3012, "3000余", "over 3,000")]
    [InlineData(3000, "3000", "3,000")]
    [InlineData(3456, "3400余", "over 3,400")]
    [InlineData(174.6, "170余", "over 170")]
    [InlineData(23, "20余", "over 20")]
    [InlineData(9, "9", "9")]
    [InlineData(9.5, "9.5", "9.5")]
    [InlineData(0, "0", "0")]
    [InlineData(227123, "220000余", "over 220,000")]
    [InlineData(1000, "1000", "1,000")]
    public void A_number_is_said_as_a_report_says_it_and_never_more_than_was_counted(double value, string zh, string en) =>
        Assert.Equal((zh, en), (RoundedText.Zh(value), RoundedText.En(value)));

    private static PercentileAmount Times(int cars, int milliseconds)
    {
        var histogram = new Histogram(500);
        histogram.Add(milliseconds / 500, cars);
        return new PercentileAmount(histogram, 0.5);
    }
}
