using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>
/// Puts a pack into force: one person proposes it, another approves. Until then, and whenever one of the two signatures does not hold, the
/// pack before it decides. The pack belongs to the installation; every owner's revision is raised after the approval, so that when it returns
/// the next decision everywhere knows the pack. If it breaks off in between, repeat it.
/// </summary>
public static class InstallPack
{
    /// <summary>Keeps a pack with the signature of whom answers for it. Another proposal of the same version takes its place until somebody approves.</summary>
    /// <param name="person">The user who answers for the rules.</param>
    /// <param name="text">The pack's JSON (docs/packs.md).</param>
    /// <exception cref="PackException">It is not a pack that this program can use.</exception>
    /// <exception cref="ActRefusedException"><c>pack-changed</c>: this id and version is in force with other content or another instant;
    /// <c>pack-period</c>: the instant lies outside the pack's own period; <c>pack-circular</c>: its transitions and those of the others go in a circle.</exception>
    public static async Task<Pack> ProposeAsync(
        RedVestDb db, PackSeals seals, Caller me, Guid person, string text, DateTimeOffset effectiveFrom, DateTimeOffset at, CancellationToken cancellationToken)
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
        var said = me.Did("pack-proposed", person, new { row.Id, row.Version, row.EffectiveFrom, sha256 = Convert.ToHexString(row.Sha256) });
        await db.WriteAsync(Owners.Installation, said, async _ =>
        {
            var (known, signatures) = await FindAsync(db, pack.Id, pack.Version, cancellationToken).ConfigureAwait(false);
            var isSame = known is not null && known.Sha256.AsSpan().SequenceEqual(row.Sha256) && known.EffectiveFrom == row.EffectiveFrom;
            if (known is not null && seals.HoldsFrom(known, signatures) is not null)
                return isSame ? true : throw new ActRefusedException("pack-changed"); // in force as it is
            await OfPack(db.Set<PackSignature>(), pack).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.Set<PackRow>().Where(p => p.Owner == Owners.Installation && p.Id == pack.Id && p.Version == pack.Version).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            ActRefusedException.ThrowIf(await IsCircularAsync(db, pack, cancellationToken).ConfigureAwait(false) ? "pack-circular" : null);
            db.Add(row);
            db.Add(seals.Sign(row, PackSignature.ByOwner, person, at));
            return true;
        }, cancellationToken).ConfigureAwait(false);
        return pack;
    }

    /// <summary>The second person's word; from then on, or from the pack's instant if that is later, it decides.</summary>
    /// <exception cref="ActRefusedException"><c>pack-unknown</c>; <c>pack-same-person</c>: who proposed it cannot approve it.</exception>
    public static async Task ApproveAsync(
        RedVestDb db, PackSeals seals, Caller me, Guid person, string id, int version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await db.WriteAsync(Owners.Installation, me.Did("pack-approved", person, new { id, version }), async _ =>
        {
            var (pack, signatures) = await FindAsync(db, id, version, cancellationToken).ConfigureAwait(false);
            if (pack is null || signatures.Find(s => s.Role == PackSignature.ByOwner && seals.Holds(pack, s)) is not { } owner)
                throw new ActRefusedException("pack-unknown");
            ActRefusedException.ThrowIf(owner.Person == person ? "pack-same-person" : null);
            if (seals.HoldsFrom(pack, signatures) is null)
                db.Add(seals.Sign(pack, PackSignature.ByApprover, person, at));
            return true;
        }, cancellationToken).ConfigureAwait(false);
        await AnnounceAsync(db, me, id, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Both acts at once, signed at the pack's first instant: for the demo, tests and benches.</summary>
    public static async Task<Pack> RunAsync(
        RedVestDb db, PackSeals seals, Caller me, (Guid Owner, Guid Approver) persons, string text, DateTimeOffset effectiveFrom, CancellationToken cancellationToken)
    {
        var pack = await ProposeAsync(db, seals, me, persons.Owner, text, effectiveFrom, effectiveFrom, cancellationToken).ConfigureAwait(false);
        await ApproveAsync(db, seals, me, persons.Approver, pack.Id, pack.Version, effectiveFrom, cancellationToken).ConfigureAwait(false);
        return pack;
    }

    private static async Task<(PackRow? Pack, List<PackSignature> Signatures)> FindAsync(RedVestDb db, string id, int version, CancellationToken cancellationToken)
    {
        var pack = await db.Set<PackRow>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.Owner == Owners.Installation && p.Id == id && p.Version == version, cancellationToken).ConfigureAwait(false);
        var signatures = await db.Set<PackSignature>().AsNoTracking()
            .Where(s => s.Owner == Owners.Installation && s.PackId == id && s.PackVersion == version).ToListAsync(cancellationToken).ConfigureAwait(false);
        return (pack, signatures);
    }

    private static IQueryable<PackSignature> OfPack(IQueryable<PackSignature> signatures, Pack pack) =>
        signatures.Where(s => s.Owner == Owners.Installation && s.PackId == pack.Id && s.PackVersion == pack.Version);

    private static async Task<bool> IsCircularAsync(RedVestDb db, Pack pack, CancellationToken cancellationToken)
    {
        if (pack.Transitions.Count == 0)
            return false;
        var texts = await db.Set<PackRow>().Where(p => p.Owner == Owners.Installation).Select(p => p.Text).ToListAsync(cancellationToken).ConfigureAwait(false);
        var others = texts.Select(text => PackLoader.Read(text, FactsSchema.Published).Pack).OfType<Pack>();
        return PackChecks.Together([pack, .. others]).Any(fault => fault.Reason.StartsWith("circular", StringComparison.Ordinal));
    }

    private static async Task AnnounceAsync(RedVestDb db, Caller me, string id, int version, CancellationToken cancellationToken)
    {
        var owners = await db.Set<OwnerState>().Where(o => o.Owner != Owners.Installation).Select(o => o.Owner).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var owner in owners)
        {
            await db.WriteAsync(owner, me.Did("pack-announced", null, new { id, version }), write =>
            {
                write.RaiseRevision();
                return Task.FromResult(true);
            }, cancellationToken).ConfigureAwait(false);
        }
    }
}
