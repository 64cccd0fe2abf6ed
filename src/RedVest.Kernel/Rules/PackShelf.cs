using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>The installed packs, each compiled once a process.</summary>
public sealed class PackShelf(ILogger<PackShelf> log)
{
    private readonly ConcurrentDictionary<string, InstalledPack> _compiled = new(StringComparer.Ordinal);

    /// <summary>All packs that this program can use. One that it cannot, such as a pack of an older facts schema, is left out and logged:
    /// the pack before it decides, and without any nobody passes unlooked at.</summary>
    public async Task<IReadOnlyList<InstalledPack>> ReadAsync(RedVestDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<PackRow>().AsNoTracking().Where(p => p.Owner == Owners.Installation).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Compiled).OfType<InstalledPack>()];
    }

    private InstalledPack? Compiled(PackRow row)
    {
        var key = Convert.ToHexString(row.Sha256) + row.EffectiveFrom.UtcTicks;
        if (_compiled.TryGetValue(key, out var known))
            return known;
        try
        {
            return _compiled[key] = new InstalledPack(PackLoader.Load(row.Text, FactsSchema.Published), row.EffectiveFrom, row.Text, row.Sha256);
        }
        catch (PackException refused)
        {
            log.LogCritical("Pack {Id} version {Version} cannot be used: {Place}: {Reason}", row.Id, row.Version, refused.Place, refused.Reason);
            return null;
        }
    }
}
