using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>A device of the post that may still hold records of the shift.</summary>
/// <param name="Owes">How many, as far as anybody can know; 0: its outbox is unknown.</param>
/// <param name="UnknownSince">When it was heard last; null: never.</param>
internal sealed record OwingDevice(Guid Id, string Name, long Owes, DateTimeOffset? UnknownSince);

/// <summary>Which devices stand in the way of a signature.</summary>
internal static class OwingDevices
{
    public static async Task<List<OwingDevice>> ReadAsync(RedVestDb db, OwnerBook book, Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken)
    {
        var days = new[] { book.DayOf(shift.From), book.DayOf(shift.Until) };
        var devices = await db.Set<Device>().AsNoTracking()
            .Where(d => d.Owner == book.Owner && d.CheckpointId == checkpoint && d.RevokedAt == null && d.EnrolledAt < shift.Until && d.Kind != Device.Drill
                || d.Owner == book.Owner && d.CheckpointId == checkpoint && d.RevokedAt == null && d.Kind == Device.Drill && d.StatedDay != null && days.Contains(d.StatedDay.Value))
            .OrderBy(d => d.Name).Select(d => new { d.Id, d.Name, d.Kind }).ToListAsync(cancellationToken);
        var ids = devices.Select(d => d.Id).ToArray();
        var streams = await DeviceStreams.OfAsync(db, book.Owner, ids, cancellationToken);
        var told = await DeviceStreams.ToldAsync(db, book.Owner, ids, cancellationToken);
        return [.. devices.Select(d => Of(d.Id, d.Name, d.Kind == Device.Drill, streams.GetValueOrDefault(d.Id), told.GetValueOrDefault(d.Id), shift.Until)).OfType<OwingDevice>()];
    }

    /// <summary>
    /// Numbers without gaps up to a record made after the shift, or the device's own word after it that nothing waits: then all of the shift is here.
    /// </summary>
    /// <param name="isDrill">A simulated device ends with its day and says nothing afterwards.</param>
    internal static OwingDevice? Of(Guid id, string name, bool isDrill, DeviceStreams.State? stream, DeviceState? told, DateTimeOffset until)
    {
        var missing = (stream?.Owes ?? 0) + Math.Max(0, (told?.Highest ?? 0) - (stream?.Highest ?? 0));
        if (missing > 0)
            return new OwingDevice(id, name, missing, null);
        if (isDrill || stream?.LastEventAt >= until || told is { Waiting: 0 } && told.At >= until)
            return null;
        return new OwingDevice(id, name, told?.Waiting ?? 0, Later(stream?.LastSeenAt, told?.At));
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
