using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Audit;

/// <summary>A signed link over a range of feed rows.</summary>
/// <param name="Number">1, 2, 3 … per owner.</param>
/// <param name="First">First feed number of the range, inclusive.</param>
/// <param name="Last">Last feed number of the range, inclusive.</param>
/// <param name="Root">Merkle root over the leaves of the range's feed rows.</param>
/// <param name="Previous">SHA-256 of the seal before; 32 zero bytes for the first.</param>
/// <param name="Signature">ECDSA P-256 over <see cref="Seals.Content"/>, by a key that lies outside the database.</param>
internal sealed record Seal(int Owner, long Number, long First, long Last, DateTimeOffset At, byte[] Root, byte[] Previous, string KeyId, byte[] Signature);

internal sealed class SealTable : IEntityTypeConfiguration<Seal>
{
    public void Configure(EntityTypeBuilder<Seal> table)
    {
        table.ToTable("kernel_seal");
        table.HasKey(s => new { s.Owner, s.Number });
        table.Property(s => s.KeyId).HasMaxLength(16);
    }
}
