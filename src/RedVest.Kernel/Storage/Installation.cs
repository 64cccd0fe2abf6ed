using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Storage;

/// <summary>The one row that ties a database to its installation: which keys wrote it.</summary>
public sealed class Installation
{
    public int Owner { get; init; } = Owners.Installation;

    /// <summary><see cref="Personal.KeyRing.Fingerprint"/> of the keys this database is written with; says nothing about them.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>The fingerprint as remembered; null before the first start has ended its preparation.</summary>
    public static Task<string?> FingerprintAsync(RedVestDb db, CancellationToken cancellationToken) =>
        db.Set<Installation>().AsNoTracking().Select(i => i.KeyFingerprint).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Remembers it at the first start. Of two first starts at once one is remembered; the caller reads it back.</summary>
    public static async Task RememberAsync(RedVestDb db, string fingerprint, AuditEntry said, CancellationToken cancellationToken)
    {
        var installation = new Installation { KeyFingerprint = fingerprint };
        try
        {
            await db.WriteAsync(Owners.Installation, said, () => db.Add(installation), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            db.Entry(installation).State = EntityState.Detached;
        }
    }
}

internal sealed class InstallationTable : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> table)
    {
        table.ToTable("kernel_installation", t => t.HasCheckConstraint("ck_kernel_installation_owner", "owner = 0"));
        table.HasKey(i => i.Owner);
        table.Property(i => i.Owner).ValueGeneratedNever();
        table.Property(i => i.KeyFingerprint).HasMaxLength(24);
    }
}
