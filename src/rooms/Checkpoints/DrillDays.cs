using System.Collections.Concurrent;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Devices;

namespace RedVest.Checkpoints;

/// <summary>The days that were given to drills a moment ago, so that two drills that begin together do not play the same one.</summary>
internal sealed class DrillDays
{
    private readonly ConcurrentDictionary<(Guid Checkpoint, DateOnly Day), DateTimeOffset> _given = new();

    /// <summary>The latest ended day that nobody has, in the time for which there are rules to decide by.</summary>
    /// <param name="taken">Days with a passage at the checkpoint.</param>
    /// <returns>Null when there is no such day any more.</returns>
    public DateOnly? Take(OwnerBook book, KnownCheckpoint post, IReadOnlySet<DateOnly> taken, DateOnly today, DateTimeOffset now)
    {
        for (var day = today.AddDays(-1); HasRules(book, day); day = day.AddDays(-1))
        {
            if (!taken.Contains(day) && TryGive((post.Id, day), now))
                return day;
        }

        return null;
    }

    /// <summary>Local midnight.</summary>
    public static DateTimeOffset StartOf(OwnerBook book, DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromMinutes(book.State.UtcOffsetMinutes)).ToUniversalTime();

    private static bool HasRules(OwnerBook book, DateOnly day) =>
        StartOf(book, day) is var start && book.PackAt(start) is not null && book.OutbreakAt(start) is not null;

    /// <summary>A day is kept for as long as its codes are good; a drill that came to nothing gives it back then.</summary>
    private bool TryGive((Guid Checkpoint, DateOnly Day) key, DateTimeOffset now)
    {
        while (!_given.TryAdd(key, now))
        {
            if (!_given.TryGetValue(key, out var since))
                continue;
            return now - since > EnrolmentCodes.Life && _given.TryUpdate(key, now, since);
        }

        return true;
    }
}
