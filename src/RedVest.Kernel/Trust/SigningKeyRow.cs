using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Certificates;

namespace RedVest.Kernel.Trust;

/// <summary>A key an owner signs codes with, one in use for each purpose: the private part encrypted under the key ring, which lies outside of the database.</summary>
public sealed class SigningKeyRow
{
    /// <summary>Test certificates; readers may believe it for nothing else.</summary>
    public const string TestCertificate = "test-certificate";

    /// <summary>Commuter passes.</summary>
    public const string Pass = "pass";

    public required int Owner { get; init; }

    public required string Purpose { get; init; }

    /// <summary>From 1; the highest signs, all are believed.</summary>
    public required int Version { get; init; }

    /// <summary>The place under which the private part is encrypted.</summary>
    public required Guid Id { get; init; }

    public required byte[] Kid { get; init; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>PKCS#8, encrypted.</summary>
    public required byte[] PrivateKey { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    internal TrustedKey Key(string issuer) => new(Kid, PublicKey)
    {
        Issuer = issuer,
        Usages = Purpose switch { TestCertificate => KeyUsages.Test, Pass => KeyUsages.Pass, _ => KeyUsages.None },
        Source = OwnerTrust.Own,
    };
}

internal sealed class SigningKeyTable : IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<SigningKeyRow> table)
    {
        table.ToTable("kernel_signing_key");
        table.HasKey(k => new { k.Owner, k.Purpose, k.Version });
        table.Property(k => k.Purpose).HasMaxLength(32);
        table.Property(k => k.Kid).HasMaxLength(8);
        table.Property(k => k.PublicKey).HasMaxLength(128);
        table.Property(k => k.PrivateKey).HasMaxLength(512);
    }
}
