namespace RedVest.Kernel.Batching;

/// <summary>
/// How long a batch takes: a part for the transaction and a part for its weight, fitted to the last batches, older ones fading.
/// One average per weight would not do: after quiet minutes of single items it would hold the whole commit against each item of a rush.
/// </summary>
internal sealed class Pace
{
    private const double Fading = 0.9; // the last 10 batches or so
    private double _n, _weight, _seconds, _weightSquared, _weightSeconds;

    public void Learn(int weight, TimeSpan taken)
    {
        var seconds = taken.TotalSeconds;
        _n = _n * Fading + 1;
        _weight = _weight * Fading + weight;
        _seconds = _seconds * Fading + seconds;
        _weightSquared = _weightSquared * Fading + (double)weight * weight;
        _weightSeconds = _weightSeconds * Fading + weight * seconds;
    }

    /// <summary>What so many batches of so much weight together will take; zero while nothing is known.</summary>
    public TimeSpan Expect(int batches, long weight)
    {
        if (_n == 0) return TimeSpan.Zero;
        double meanWeight = _weight / _n, meanSeconds = _seconds / _n;
        var spread = _weightSquared / _n - meanWeight * meanWeight;
        var together = _weightSeconds / _n - meanWeight * meanSeconds;
        // Batches of one size say nothing about weight: then all of it counts as the transaction's, and the next bigger batch teaches.
        var perWeight = spread < 1e-6 * meanWeight * meanWeight ? 0 : Math.Clamp(together / spread, 0, meanSeconds / meanWeight);
        var perBatch = meanSeconds - perWeight * meanWeight;
        return TimeSpan.FromSeconds(Math.Min(batches * perBatch + weight * perWeight, 3600));
    }
}
