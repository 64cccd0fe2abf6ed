namespace RedVest.Kernel.Storage;

public static class Clocks
{
    /// <summary>A new id (UUID version 7) whose time is the clock's.</summary>
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>Now, at the precision both databases keep (microseconds), so that what is written reads back equal.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
