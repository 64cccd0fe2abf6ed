namespace RedVest.Checkpoints.Log;

/// <summary>
/// How far an incident has climbed: a level that nobody acknowledges in time passes it to the next one. Computed whenever somebody looks, so no
/// job can forget it, and the same on server and phone.
/// </summary>
internal sealed class EscalationClock(IReadOnlyDictionary<int, int> minutes)
{
    public const int Highest = 4;

    /// <summary>Minutes a level has before the next one is told, where the owner set nothing else (practice C6). The shift itself has no clock.</summary>
    public static readonly IReadOnlyDictionary<int, int> Defaults = new Dictionary<int, int> { [2] = 10, [3] = 10 };

    public static EscalationClock Default { get; } = new(Defaults);

    public IReadOnlyDictionary<int, int> Minutes => minutes;

    /// <param name="Level">Whose it is at that moment.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="Due">When it goes to the next level; null: no clock runs.</param>
    internal sealed record Reached(int Level, DateTimeOffset Since, DateTimeOffset? Due);

    /// <param name="level">The level somebody gave it last.</param>
    /// <param name="since">When.</param>
    /// <param name="stopped">When it was acknowledged or closed; null: not yet.</param>
    public Reached At(int level, DateTimeOffset since, DateTimeOffset? stopped, DateTimeOffset now)
    {
        var end = stopped ?? now;
        while (level < Highest && minutes.TryGetValue(level, out var wait) && since.AddMinutes(wait) <= end)
            (level, since) = (level + 1, since.AddMinutes(wait));
        var runs = stopped is null && level < Highest && minutes.ContainsKey(level);
        return new Reached(level, since, runs ? since.AddMinutes(minutes[level]) : null);
    }
}
