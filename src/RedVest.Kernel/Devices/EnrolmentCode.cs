using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Devices;

/// <summary>A one-time code by which one device may enrol at one post. It is spent when a device names it (<see cref="Device.Code"/>).</summary>
internal sealed class EnrolmentCode
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Keyed hash of the eight digits: the database alone does not give them away.</summary>
    public required byte[] Hash { get; init; }

    public required Guid CheckpointId { get; init; }

    public required long DivisionCode { get; init; }

    /// <summary>What the device becomes: <see cref="Device.Lane"/> or <see cref="Device.Drill"/>.</summary>
    public required string Kind { get; init; }

    public DateOnly? StatedDay { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class EnrolmentCodeTable : IEntityTypeConfiguration<EnrolmentCode>
{
    public void Configure(EntityTypeBuilder<EnrolmentCode> table)
    {
        table.ToTable("kernel_enrolment_code");
        table.HasKey(c => new { c.Owner, c.Id });
        table.Property(c => c.Hash).HasMaxLength(32);
        table.Property(c => c.Kind).HasMaxLength(16);
        table.HasIndex(c => new { c.Owner, c.Hash });
    }
}
