namespace RedVest.Kernel.Figures;

/// <summary>What a figure counted at one place on one day, in the form in which it can be put together with others. Percentiles and shares never add up; what they are made of does.</summary>
public abstract record Amount
{
    /// <summary>The figure's number; null: nothing to measure.</summary>
    public abstract double? Value { get; }

    /// <exception cref="ArgumentException">The other one is of another kind.</exception>
    public abstract Amount Plus(Amount other);

    /// <summary>All of them together; null of none.</summary>
    public static Amount? Sum(IEnumerable<Amount> amounts) => amounts.Aggregate((Amount?)null, (sum, one) => sum is null ? one : sum.Plus(one));

    private protected static ArgumentException Different(Amount one, Amount other) => new($"{one.GetType().Name} and {other.GetType().Name} cannot be put together.");
}

/// <summary>A count: added.</summary>
public sealed record CountAmount(double Count) : Amount
{
    public override double? Value => Count;

    public override Amount Plus(Amount other) => other is CountAmount count ? new CountAmount(Count + count.Count) : throw Different(this, other);
}

/// <summary>A highest value: the higher one stays.</summary>
public sealed record HighestAmount(double? Highest) : Amount
{
    public override double? Value => Highest;

    public override Amount Plus(Amount other) => other is HighestAmount highest
        ? new HighestAmount(highest.Highest is null || Highest > highest.Highest ? Highest : highest.Highest)
        : throw Different(this, other);
}

/// <summary>A share in percent: parts and wholes are added.</summary>
public sealed record ShareAmount(long Part, long Whole) : Amount
{
    public override double? Value => Whole == 0 ? null : Math.Round(100.0 * Part / Whole, 1);

    public override Amount Plus(Amount other) => other is ShareAmount share ? new ShareAmount(Part + share.Part, Whole + share.Whole) : throw Different(this, other);
}

/// <summary>A percentile of times in seconds: histograms of fixed bounds are added, then the percentile is taken.</summary>
public sealed record PercentileAmount(Histogram Milliseconds, double Share) : Amount
{
    public override double? Value => Milliseconds.Percentile(Share) is { } milliseconds ? Math.Round(milliseconds / 1000, 1) : null;

    public override Amount Plus(Amount other)
    {
        if (other is not PercentileAmount percentile || percentile.Share != Share)
            throw Different(this, other);
        var sum = new Histogram(Milliseconds.BucketWidth);
        sum.Add(Milliseconds);
        sum.Add(percentile.Milliseconds);
        return new PercentileAmount(sum, Share);
    }
}
