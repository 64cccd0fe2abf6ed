using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>A pack as installed. Never edited in place: a change is a new version that takes effect at its own instant.</summary>
public sealed class PackRow
{
    /// <summary>Always the installation: one pack may serve many owners.</summary>
    public int Owner { get; init; } = Owners.Installation;

    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>Division prefixes in which it is in force, separated by blanks.</summary>
    public required string Area { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>The pack's JSON, byte for byte as installed.</summary>
    public required string Text { get; init; }

    /// <summary>Over the UTF-8 bytes of the text.</summary>
    public required byte[] Sha256 { get; init; }

    internal static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

internal sealed class PackTable : IEntityTypeConfiguration<PackRow>
{
    public void Configure(EntityTypeBuilder<PackRow> table)
    {
        table.ToTable("kernel_pack");
        table.HasKey(p => new { p.Owner, p.Id, p.Version });
        table.Property(p => p.Id).HasMaxLength(64);
        table.Property(p => p.Area).HasMaxLength(1000);
        table.Property(p => p.Sha256).HasMaxLength(32);
    }
}
