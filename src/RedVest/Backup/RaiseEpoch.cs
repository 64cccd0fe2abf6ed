using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Backup;

/// <summary>After a restore: devices that see a higher epoch send again what they kept of the last 72 hours.</summary>
internal static class RaiseEpoch
{
    /// <param name="above">The epochs of the database that was replaced: the new ones are higher than both.</param>
    internal static async Task RunAsync(RedVestDb db, IReadOnlyDictionary<int, int> above, CancellationToken cancellationToken)
    {
        foreach (var owner in await db.Set<OwnerState>().ToListAsync(cancellationToken))
        {
            var epoch = Math.Max(owner.Epoch, above.GetValueOrDefault(owner.Owner)) + 1;
            await db.WriteAsync(owner.Owner, Caller.System.Did("restored", null, new { epoch }), () => owner.Epoch = epoch, cancellationToken);
        }
    }

    internal static async Task<IReadOnlyDictionary<int, int>> ReadAsync(RedVestDb db, CancellationToken cancellationToken) =>
        await db.Set<OwnerState>().AsNoTracking().ToDictionaryAsync(o => o.Owner, o => o.Epoch, cancellationToken);
}
