using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>A pack as it lies in the database, whether it decides or not.</summary>
/// <param name="Rules">Null: this program cannot use it.</param>
/// <param name="DecidesFrom">Null: two people's signatures do not hold.</param>
/// <param name="Owner">Who answers for it; null: no signature that holds.</param>
/// <param name="Approver">The second person; null: none yet.</param>
/// <param name="IsBroken">A signature under it does not hold.</param>
public sealed record KnownPack(
    string Id, int Version, Pack? Rules, DateTimeOffset EffectiveFrom, DateTimeOffset? DecidesFrom, string Sha256, PackSigner? Owner, PackSigner? Approver, bool IsBroken);

/// <param name="Name">Null: there is no such user any more.</param>
public sealed record PackSigner(Guid Id, string? Name, DateTimeOffset At);

/// <summary>All packs with their signers, the last to take effect first.</summary>
public static class PackList
{
    public static async Task<IReadOnlyList<KnownPack>> ReadAsync(RedVestDb db, PackSeals seals, CancellationToken cancellationToken)
    {
        var rows = await db.Set<PackRow>().AsNoTracking().Where(p => p.Owner == Owners.Installation).ToListAsync(cancellationToken).ConfigureAwait(false);
        var signatures = await db.Set<PackSignature>().AsNoTracking().Where(s => s.Owner == Owners.Installation).ToListAsync(cancellationToken).ConfigureAwait(false);
        var persons = signatures.Select(s => s.Person).Distinct().ToList();
        var names = await db.Set<User>().Where(u => u.Owner == Owners.Installation && persons.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancellationToken).ConfigureAwait(false);
        return [.. rows.OrderByDescending(row => row.EffectiveFrom).ThenBy(row => row.Id, StringComparer.Ordinal).ThenByDescending(row => row.Version).Select(row =>
        {
            var own = signatures.Where(s => s.PackId == row.Id && s.PackVersion == row.Version).ToList();
            PackSigner? Signer(string role) => own.Find(s => s.Role == role && seals.Holds(row, s)) is { } s ? new PackSigner(s.Person, names.GetValueOrDefault(s.Person), s.At) : null;
            return new KnownPack(
                row.Id, row.Version, PackLoader.Read(row.Text, FactsSchema.Published).Pack, row.EffectiveFrom, seals.HoldsFrom(row, own), Convert.ToHexString(row.Sha256),
                Signer(PackSignature.ByOwner), Signer(PackSignature.ByApprover), own.Exists(s => !seals.Holds(row, s)));
        })];
    }
}
