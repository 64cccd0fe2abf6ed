using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Certificates;

namespace RedVest.Kernel.Trust;

/// <summary>A foreign key that an owner believes. Ended, never deleted: what it let through stays explainable.</summary>
public sealed class TrustedKeyRow
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required byte[] Kid { get; init; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>SHA-256 of kid and key, so that nothing is imported twice.</summary>
    public required byte[] Digest { get; init; }

    public required string Issuer { get; init; }

    public required KeyUsages Usages { get; init; }

    public required DateTimeOffset? ValidFrom { get; init; }

    public required DateTimeOffset? ValidTo { get; init; }

    /// <summary>The file it came from.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; set; }

    public string? RemovedReason { get; set; }

    internal TrustedKey Key() => new(Kid, PublicKey) { Issuer = Issuer, Usages = Usages, ValidFrom = ValidFrom, ValidTo = ValidTo, Source = Source };
}

internal sealed class TrustedKeyTable : IEntityTypeConfiguration<TrustedKeyRow>
{
    internal const int LongestName = 200;

    public void Configure(EntityTypeBuilder<TrustedKeyRow> table)
    {
        table.ToTable("kernel_trusted_key");
        table.HasKey(k => new { k.Owner, k.Id });
        table.Property(k => k.Kid).HasMaxLength(64);
        table.Property(k => k.PublicKey).HasMaxLength(2048);
        table.Property(k => k.Digest).HasMaxLength(32);
        table.Property(k => k.Issuer).HasMaxLength(LongestName);
        table.Property(k => k.Source).HasMaxLength(LongestName);
        table.Property(k => k.RemovedReason).HasMaxLength(500);
        table.HasIndex(k => new { k.Owner, k.Digest }).IsUnique();
    }
}
