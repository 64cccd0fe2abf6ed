using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>The devices in the caller's scope, and what they still owe.</summary>
public static class ListDevices
{
    /// <summary>Newest first; older ones than these have long been replaced.</summary>
    private const int MostRows = 500;

    /// <param name="LastSeenAt">When its last records arrived.</param>
    /// <param name="Contiguous">The server has all its records up to this number.</param>
    /// <param name="Highest">The highest number the server has seen.</param>
    /// <param name="Gaps">First and last missing number below the highest.</param>
    public sealed record Row(
        Guid Id, string Name, Guid CheckpointId, string CheckpointName, string Kind, DateTimeOffset EnrolledAt, DateTimeOffset? LastSeenAt,
        long Contiguous, long Highest, long[][] Gaps, DateTimeOffset? RevokedAt, string? RevokedReason);

    public sealed record Answer(IReadOnlyList<Row> Rows);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, Caller me, IPosts posts, CancellationToken cancellationToken)
    {
        var devices = await Device.SeenBy(db, me)
            .GroupJoin(db.Set<DeviceStream>(), d => new { d.Owner, d.Id }, s => new { s.Owner, Id = s.Device }, (device, streams) => new { device, streams })
            .SelectMany(x => x.streams.DefaultIfEmpty(), (x, stream) => new { x.device, stream })
            .AsNoTracking()
            .OrderByDescending(x => x.device.Id)
            .Take(MostRows)
            .ToListAsync(cancellationToken);
        var isEnglish = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        var names = (await posts.OfAsync(me.Owner, cancellationToken)).ToDictionary(p => p.Id, p => isEnglish ? p.NameEn : p.NameZh);
        return TypedResults.Ok(new Answer([.. devices.Select(x => RowOf(x.device, x.stream, names.GetValueOrDefault(x.device.CheckpointId, "")))]));
    }

    private static Row RowOf(Device device, DeviceStream? stream, string checkpointName)
    {
        var numbers = SequenceRanges.Parse(stream?.Ranges ?? "");
        return new Row(
            device.Id, device.Name, device.CheckpointId, checkpointName, device.Kind, device.EnrolledAt, stream?.LastSeenAt,
            numbers.Contiguous, numbers.Highest, [.. numbers.Gaps.Select(g => new[] { g.From, g.To })], device.RevokedAt, device.RevokedReason);
    }
}
