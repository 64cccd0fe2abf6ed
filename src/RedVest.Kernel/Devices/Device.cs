using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Devices;

/// <summary>A phone or tablet that records for one post. Its private key never leaves it.</summary>
public sealed class Device
{
    /// <summary>An ordinary device: its times are computed from the server's tickets.</summary>
    public const string Lane = "lane";

    /// <summary>A simulated device of a demo database: it may state the server's time for itself, within <see cref="StatedDay"/>.</summary>
    public const string Drill = "drill";

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The post it records for.</summary>
    public required Guid CheckpointId { get; init; }

    /// <summary>The 12-digit code of the division its post lay in at enrolment: who may see the device.</summary>
    public required long DivisionCode { get; init; }

    /// <summary>The code it was enrolled by. Unique: a code is spent when a device names it.</summary>
    public required Guid Code { get; init; }

    public required string Kind { get; init; }

    /// <summary>ECDSA P-256, SPKI DER.</summary>
    public required byte[] PublicKey { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>Drill only: the local day whose times it may state.</summary>
    public DateOnly? StatedDay { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedReason { get; set; }

    /// <summary>The devices whom this caller sees; all others are not found.</summary>
    internal static IQueryable<Device> SeenBy(RedVestDb db, Caller me) =>
        db.Set<Device>().Within(me, d => d.Owner, d => d.DivisionCode, d => d.CheckpointId);
}

internal sealed class DeviceTable : IEntityTypeConfiguration<Device>
{
    public void Configure(EntityTypeBuilder<Device> table)
    {
        table.ToTable("kernel_device");
        table.HasKey(d => new { d.Owner, d.Id });
        table.Property(d => d.Name).HasMaxLength(100);
        table.Property(d => d.Kind).HasMaxLength(16);
        table.Property(d => d.PublicKey).HasMaxLength(91);
        table.Property(d => d.RevokedReason).HasMaxLength(Reasons.Longest);
        table.HasIndex(d => new { d.Owner, d.Code }).IsUnique();
        table.HasOne<EnrolmentCode>().WithMany().HasForeignKey(d => new { d.Owner, d.Code }).OnDelete(DeleteBehavior.Restrict);
    }
}
