using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>The last row of every transaction: gap-free per owner and in commit order on every provider.</summary>
public sealed record FeedRow(int Owner, long Number, Guid Write, DateTimeOffset At, string Tables, int Entries, byte[] Digest)
{
    /// <summary>What a seal covers: everything in the row, so that none of it can be changed and no two rows can change places.</summary>
    public byte[] ComputeLeaf()
    {
        var content = new Canonical();
        content.Int64(Owner);
        content.Int64(Number);
        content.Id(Write);
        content.Int64(Conventions.ToMicroseconds(At));
        content.Text(Tables);
        content.Int64(Entries);
        content.Bytes(Digest);
        return Merkle.Leaf([], content.Written);
    }
}

internal sealed class FeedTable : IEntityTypeConfiguration<FeedRow>
{
    public void Configure(EntityTypeBuilder<FeedRow> table)
    {
        table.ToTable("kernel_feed");
        table.HasKey(f => new { f.Owner, f.Number });
        table.Property(f => f.Digest).HasMaxLength(32);
        table.HasIndex(f => new { f.Owner, f.Write }).IsUnique();
    }
}

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
