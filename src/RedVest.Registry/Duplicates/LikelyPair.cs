using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry.Duplicates;

/// <summary>Two entries of the register that may be one person, until somebody says so or says that they are not.</summary>
internal sealed class LikelyPair
{
    public required int Owner { get; init; }

    /// <summary>The earlier entry.</summary>
    public required Guid First { get; init; }

    public required Guid Second { get; init; }

    /// <summary>Words of <see cref="Likeness"/>, parted by spaces.</summary>
    public required string Reasons { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When somebody said that they are two people; null: nobody has.</summary>
    public DateTimeOffset? PartedAt { get; set; }

    public Guid? PartedBy { get; set; }

    public string? PartedReason { get; set; }
}

internal sealed class LikelyPairTable : IEntityTypeConfiguration<LikelyPair>
{
    public void Configure(EntityTypeBuilder<LikelyPair> table)
    {
        table.ToTable("registry_likely_pair");
        table.HasKey(p => new { p.Owner, p.First, p.Second });
        table.Property(p => p.Reasons).HasMaxLength(100);
        table.Property(p => p.PartedReason).HasMaxLength(500);
        table.HasIndex(p => new { p.Owner, p.Second });
    }
}
