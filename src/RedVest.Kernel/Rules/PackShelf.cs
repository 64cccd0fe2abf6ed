using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>The packs in force now or later, each compiled once a process.</summary>
public sealed class PackShelf(PackSeals seals, ILogger<PackShelf> log)
{
    private readonly ConcurrentDictionary<string, InstalledPack> _compiled = new(StringComparer.Ordinal);

    /// <summary>All packs that two people signed and this program can use. One that it cannot, such as a pack of a newer facts schema, is left
    /// out and logged: the pack before it decides, and without any nobody passes unlooked at.</summary>
    public async Task<IReadOnlyList<InstalledPack>> ReadAsync(RedVestDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<PackRow>().AsNoTracking().Where(p => p.Owner == Owners.Installation).ToListAsync(cancellationToken).ConfigureAwait(false);
        var signatures = await db.Set<PackSignature>().AsNoTracking().Where(s => s.Owner == Owners.Installation).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => InForce(row, [.. signatures.Where(s => s.PackId == row.Id && s.PackVersion == row.Version)])).OfType<InstalledPack>()];
    }

    private InstalledPack? InForce(PackRow row, List<PackSignature> signatures)
    {
        if (seals.HoldsFrom(row, signatures) is { } from)
            return Compiled(row, from);
        if (signatures.Count > 1) // else it is a proposal that waits for its second person
            log.LogCritical("Pack {Id} version {Version} is not used: its signatures do not hold", row.Id, row.Version);
        return null;
    }

    private InstalledPack? Compiled(PackRow row, DateTimeOffset from)
    {
        var key = Convert.ToHexString(row.Sha256) + from.UtcTicks;
        if (_compiled.TryGetValue(key, out var known))
            return known;
        try
        {
            return _compiled[key] = new InstalledPack(PackLoader.Load(row.Text, FactsSchema.Published), from, row.Text, row.Sha256);
        }
        catch (PackException refused)
        {
            log.LogCritical("Pack {Id} version {Version} cannot be used: {Place}: {Reason}", row.Id, row.Version, refused.Place, refused.Reason);
            return null;
        }
    }
}
