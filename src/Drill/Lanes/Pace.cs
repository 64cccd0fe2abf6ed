namespace RedVest.Drill.Lanes;

/// <summary>How fast the day goes by.</summary>
/// <param name="speed">Times real time; null is as fast as the server takes it.</param>
/// <param name="origin">The moment of the day, as offset from midnight, at which the drill begins.</param>
internal sealed class Pace(double? speed, TimeSpan origin, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();

    /// <summary>Paced devices send each record at once, as phones do; at full speed they send when they need an answer.</summary>
    public bool IsPaced => speed is not null;

    /// <summary>The moment of the day; at full speed all of it is over already.</summary>
    public TimeSpan Now => speed is { } times ? origin + (clock.GetElapsedTime(_began) * times) : TimeSpan.MaxValue;

    /// <summary>Lets some real time go by.</summary>
    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, clock, cancellationToken);

    public async Task UntilAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        if (speed is not { } times)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        var wait = ((at - origin) / times) - clock.GetElapsedTime(_began);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, cancellationToken);
    }
}
