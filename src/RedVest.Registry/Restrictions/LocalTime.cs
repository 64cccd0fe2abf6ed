using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Restrictions;

/// <summary>Instants as an owner's clocks show them, the same in both languages.</summary>
internal static class LocalTime
{
    public static async Task<TimeSpan> OffsetAsync(RedVestDb db, int owner, CancellationToken cancellationToken) =>
        TimeSpan.FromMinutes(await db.Set<OwnerState>().Where(o => o.Owner == owner).Select(o => o.UtcOffsetMinutes).SingleAsync(cancellationToken));

    public static string Say(DateTimeOffset instant, TimeSpan offset) => instant.ToOffset(offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
