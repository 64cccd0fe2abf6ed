using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Storage;

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
        table.ClusterByKey();
        table.Property(f => f.Digest).HasMaxLength(32);
        table.HasIndex(f => new { f.Owner, f.Write }).IsUnique();
    }
}
