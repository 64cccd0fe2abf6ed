using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>
/// Puts a pack into force from an instant on. The pack belongs to the installation; every owner's revision is raised after it, so when
/// this returns the next decision everywhere knows the pack. If it breaks off in between, repeat it: the same pack is taken as it is.
/// </summary>
public static class InstallPack
{
    /// <param name="text">The pack's JSON (docs/packs.md).</param>
    /// <exception cref="PackException">It is not a pack that this program can use.</exception>
    /// <exception cref="ActRefusedException"><c>pack-changed</c>: this id and version is installed with other content or another instant;
    /// <c>pack-period</c>: the instant lies outside the pack's own period.</exception>
    public static async Task<InstalledPack> RunAsync(RedVestDb db, Caller me, string text, DateTimeOffset effectiveFrom, CancellationToken cancellationToken)
    {
        var pack = PackLoader.Load(text, FactsSchema.Published);
        ActRefusedException.ThrowIf(effectiveFrom < pack.From || effectiveFrom >= pack.Until ? "pack-period" : null);
        var row = new PackRow
        {
            Id = pack.Id,
            Version = pack.Version,
            Area = string.Join(' ', pack.Area),
            EffectiveFrom = Conventions.ToInstant(Conventions.ToMicroseconds(effectiveFrom)), // as it will be read back
            Text = text,
            Sha256 = PackRow.Hash(text),
        };
        await StoreAsync(db, me, row, cancellationToken).ConfigureAwait(false);
        await AnnounceAsync(db, me, row, cancellationToken).ConfigureAwait(false);
        return new InstalledPack(pack, row.EffectiveFrom, text, row.Sha256);
    }

    private static async Task StoreAsync(RedVestDb db, Caller me, PackRow row, CancellationToken cancellationToken)
    {
        if (await IsKnownAsync(db, row, cancellationToken).ConfigureAwait(false))
            return;
        try
        {
            var said = me.Did("pack-installed", null, new { row.Id, row.Version, row.EffectiveFrom, sha256 = Convert.ToHexString(row.Sha256) });
            await db.WriteAsync(Owners.Installation, said, () => db.Add(row), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            db.Entry(row).State = EntityState.Detached;
            await IsKnownAsync(db, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsKnownAsync(RedVestDb db, PackRow row, CancellationToken cancellationToken)
    {
        var known = await db.Set<PackRow>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.Owner == Owners.Installation && p.Id == row.Id && p.Version == row.Version, cancellationToken).ConfigureAwait(false);
        ActRefusedException.ThrowIf(known is not null && (!known.Sha256.AsSpan().SequenceEqual(row.Sha256) || known.EffectiveFrom != row.EffectiveFrom) ? "pack-changed" : null);
        return known is not null;
    }

    private static async Task AnnounceAsync(RedVestDb db, Caller me, PackRow row, CancellationToken cancellationToken)
    {
        var owners = await db.Set<OwnerState>().Where(o => o.Owner != Owners.Installation).Select(o => o.Owner).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var owner in owners)
        {
            await db.WriteAsync(owner, me.Did("pack-announced", null, new { row.Id, row.Version }), write =>
            {
                write.RaiseRevision();
                return Task.FromResult(true);
            }, cancellationToken).ConfigureAwait(false);
        }
    }
}
