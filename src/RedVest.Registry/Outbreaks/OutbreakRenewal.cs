using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry;

/// <summary>An outbreak that was renewed or closed: by both heads, with a reason that is published. Append-only.</summary>
/// <param name="Before">When it would have ended.</param>
/// <param name="After">When it ends now.</param>
public sealed record OutbreakRenewal(
    int Owner, Guid Id, Guid Outbreak, DateTimeOffset Before, DateTimeOffset After, string Reason, Guid DecidedBy, Guid ApprovedBy, DateTimeOffset At)
{
    public const int LongestReason = 1000;
}

internal sealed class OutbreakRenewalTable : IEntityTypeConfiguration<OutbreakRenewal>
{
    public void Configure(EntityTypeBuilder<OutbreakRenewal> table)
    {
        table.ToTable("registry_outbreak_renewal", t => t.HasCheckConstraint("ck_registry_outbreak_renewal_two_persons", "approved_by <> decided_by"));
        table.HasKey(r => new { r.Owner, r.Id });
        table.Property(r => r.Reason).HasMaxLength(OutbreakRenewal.LongestReason);
        table.HasOne<Outbreak>().WithMany().HasForeignKey(r => new { r.Owner, r.Outbreak }).OnDelete(DeleteBehavior.Restrict);
    }
}
