using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Trust;

/// <summary>Whose signatures an owner believes: its own keys, and those it imported and has not removed.</summary>
public static class OwnerTrust
{
    /// <summary>Source of the owner's own keys.</summary>
    public const string Own = "own";

    public static async Task<TrustList> ReadAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        var own = await db.Set<SigningKeyRow>().AsNoTracking().Where(k => k.Owner == owner).ToListAsync(cancellationToken).ConfigureAwait(false);
        var imported = await db.Set<TrustedKeyRow>().AsNoTracking().Where(k => k.Owner == owner && k.RemovedAt == null).OrderBy(k => k.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new TrustList(own.Select(k => k.Key(NameOf(owner))).Concat(imported.Select(k => k.Key())));
    }

    internal static string NameOf(int owner) => owner.ToString("D6", CultureInfo.InvariantCulture);
}
