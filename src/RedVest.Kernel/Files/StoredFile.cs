using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Files;

/// <summary>A picture that a record names by id and digest. The record never waits for it, and it never changes.</summary>
internal sealed class StoredFile
{
    public required int Owner { get; init; }

    /// <summary>Made on the device.</summary>
    public required Guid Id { get; init; }

    /// <summary>The device's checkpoint or site: who may see that place may see the file.</summary>
    public required Guid Place { get; init; }

    public required long DivisionCode { get; init; }

    /// <summary>As its first bytes say it.</summary>
    public required string MediaType { get; init; }

    public required int Size { get; init; }

    public required byte[] Sha256 { get; init; }

    public required Guid Device { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Encrypted: a picture of a cab shows people.</summary>
    public required byte[] Content { get; init; }

    internal const string Table = "kernel_file";
}

internal sealed class StoredFileTable : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> table)
    {
        table.ToTable(StoredFile.Table);
        table.HasKey(f => new { f.Owner, f.Id });
        table.Property(f => f.MediaType).HasMaxLength(32);
        table.Property(f => f.Sha256).HasMaxLength(32);
    }
}
