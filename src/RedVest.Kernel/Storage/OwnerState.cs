using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Storage;

/// <summary>An owner of records and the counters of its transactions.</summary>
public sealed class OwnerState
{
    public required int Owner { get; init; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>Minutes that the local clock is ahead of UTC (480 in China): gives the report day of an instant.</summary>
    public required int UtcOffsetMinutes { get; set; }

    /// <summary>Whether its people and passages are made up: only here may a drill's device state its time.</summary>
    public bool IsDemo { get; set; }

    /// <summary>Raised by every restore: devices send again what they kept.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Raised when packs, areas, trust or revocations change.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>The last number given in the feed.</summary>
    public long FeedNumber { get; set; }

    /// <summary>The local day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddMinutes(UtcOffsetMinutes));
}

internal sealed class OwnerTable : IEntityTypeConfiguration<OwnerState>
{
    public void Configure(EntityTypeBuilder<OwnerState> table)
    {
        table.ToTable("kernel_owner", t => t.HasCheckConstraint("ck_kernel_owner_code", "owner = 0 or owner between 110000 and 999999"));
        table.HasKey(o => o.Owner);
        table.Property(o => o.Owner).ValueGeneratedNever();
        table.Property(o => o.NameZh).HasMaxLength(100);
        table.Property(o => o.NameEn).HasMaxLength(100);
    }
}
