using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Posts;

/// <summary>One lane of a checkpoint.</summary>
internal sealed class Lane
{
    /// <summary>A lane that takes everybody.</summary>
    public const string AnyCategory = "any";

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required Guid CheckpointId { get; init; }

    /// <summary>1, 2, 3 … as painted on the road.</summary>
    public required int Number { get; init; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    public required string Direction { get; set; }

    /// <summary>Whom the lane is meant for: a category of passage, or <see cref="AnyCategory"/>. An open set.</summary>
    public required string Category { get; set; }

    /// <summary>How many cars are checked in a row (tandem), 1 to 9: where a plaza cannot be widened this carries more than a branch.</summary>
    public int Positions { get; set; } = 1;

    public bool IsOpen { get; set; } = true;

    /// <summary>When it was last opened or closed; null: it is as it was entered.</summary>
    public DateTimeOffset? StateAt { get; set; }

    /// <summary>The device's number of that record; 0 from the office.</summary>
    public long StateSeq { get; set; }

    /// <summary>The officer who said so at the lane.</summary>
    public Guid? StateOfficer { get; set; }

    /// <summary>The user who said so in the office.</summary>
    public Guid? StateUser { get; set; }
}

internal sealed class LaneTable : IEntityTypeConfiguration<Lane>
{
    public void Configure(EntityTypeBuilder<Lane> table)
    {
        table.ToTable("checkpoints_lane", t =>
        {
            t.HasCheckConstraint("ck_checkpoints_lane_direction", "direction in ('in', 'out')");
            t.HasCheckConstraint("ck_checkpoints_lane_number", "number between 1 and 99");
            t.HasCheckConstraint("ck_checkpoints_lane_positions", "positions between 1 and 9");
        });
        table.HasKey(l => new { l.Owner, l.Id });
        table.Property(l => l.NameZh).HasMaxLength(100);
        table.Property(l => l.NameEn).HasMaxLength(100);
        table.Property(l => l.Direction).HasMaxLength(8);
        table.Property(l => l.Category).HasMaxLength(32);
        table.Property(l => l.Positions).HasDefaultValue(1);
        table.HasIndex(l => new { l.Owner, l.CheckpointId, l.Number }).IsUnique();
        table.HasOne<Checkpoint>().WithMany().HasForeignKey(l => new { l.Owner, l.CheckpointId }).OnDelete(DeleteBehavior.Restrict);
    }
}
