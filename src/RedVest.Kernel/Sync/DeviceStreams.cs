using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What the office may know of devices' records.</summary>
public static class DeviceStreams
{
    /// <summary>What the server has of one device's numbers.</summary>
    /// <param name="LastEventAt">When the last of its stored records happened.</param>
    public sealed record State(long Contiguous, long Highest, IReadOnlyList<(long From, long To)> Gaps, DateTimeOffset LastSeenAt, DateTimeOffset? LastEventAt)
    {
        /// <summary>Numbers missing below the highest the server has seen.</summary>
        public long Owes => Gaps.Sum(gap => gap.To - gap.From + 1);
    }

    /// <summary>What the devices said of themselves last; one that never did is not in it.</summary>
    public static Task<Dictionary<Guid, DeviceState>> ToldAsync(RedVestDb db, int owner, IReadOnlyCollection<Guid> devices, CancellationToken cancellationToken) =>
        db.Set<DeviceState>().AsNoTracking().Where(s => s.Owner == owner && devices.Contains(s.Device)).ToDictionaryAsync(s => s.Device, cancellationToken);

    /// <summary>How many of their records were refused or in conflict since, and lie with a supervisor.</summary>
    public static Task<int> KeptAsync(RedVestDb db, int owner, IReadOnlyCollection<Guid> devices, DateTimeOffset since, CancellationToken cancellationToken) =>
        db.Set<KeptRecord>().CountAsync(k => k.Owner == owner && devices.Contains(k.Device) && k.At >= since, cancellationToken);

    /// <summary>By device; a device that never sent anything is not in it.</summary>
    public static async Task<Dictionary<Guid, State>> OfAsync(RedVestDb db, int owner, IReadOnlyCollection<Guid> devices, CancellationToken cancellationToken)
    {
        var streams = await db.Set<DeviceStream>().AsNoTracking().Where(s => s.Owner == owner && devices.Contains(s.Device)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return streams.ToDictionary(s => s.Device, s => new State(s.Contiguous, s.Highest, [.. SequenceRanges.Parse(s.Ranges).Gaps], s.LastSeenAt, s.LastEventAt));
    }
}
