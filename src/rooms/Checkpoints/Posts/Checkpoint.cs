using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Posts;

/// <summary>A post where traffic is checked, with its lanes.</summary>
internal sealed class Checkpoint
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>An open set: <see cref="PostWords"/>.</summary>
    public required string Kind { get; set; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>The 12-digit code of the division it lies in.</summary>
    public required long DivisionCode { get; set; }

    /// <summary>Local times at which shifts start, ascending: <see cref="ShiftTable"/>.</summary>
    public required string ShiftStarts { get; set; }

    /// <summary>The place in the registry, to which grants and postings refer.</summary>
    public Guid? PlaceId { get; set; }

    /// <summary>When it is manned, in local time: <see cref="PostHours"/>; null: round the clock.</summary>
    public string? Hours { get; set; }

    /// <summary>The counterpart on the other side of the border; null: none.</summary>
    public string? Neighbour { get; set; }

    /// <summary>Degrees, WGS-84; null when nobody measured it.</summary>
    public double? Latitude { get; set; }

    /// <inheritdoc cref="Latitude"/>
    public double? Longitude { get; set; }

    /// <summary>Since when nothing is checked there any more; null: it works.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

internal sealed class CheckpointTable : IEntityTypeConfiguration<Checkpoint>
{
    public void Configure(EntityTypeBuilder<Checkpoint> table)
    {
        table.ToTable("checkpoints_checkpoint");
        table.HasKey(c => new { c.Owner, c.Id });
        table.Property(c => c.Kind).HasMaxLength(32);
        table.Property(c => c.NameZh).HasMaxLength(100);
        table.Property(c => c.NameEn).HasMaxLength(100);
        table.Property(c => c.ShiftStarts).HasMaxLength(200);
        table.Property(c => c.Hours).HasMaxLength(16);
        table.Property(c => c.Neighbour).HasMaxLength(100);
    }
}
