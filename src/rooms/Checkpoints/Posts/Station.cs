using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Posts;

/// <summary>One part of a post besides its lanes: the testing point, the hold room, the supply tent.</summary>
internal sealed class Station
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required Guid CheckpointId { get; init; }

    /// <summary>1, 2, 3 … as on the post's plan.</summary>
    public required int Number { get; set; }

    /// <summary>An open set: <see cref="PostWords.StationKinds"/>.</summary>
    public required string Kind { get; set; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>clean, buffer or contaminated.</summary>
    public required string Zone { get; set; }

    /// <summary>Persons at once; null: not counted.</summary>
    public int? Capacity { get; set; }

    /// <summary>The sources do not name it: the demo made it up.</summary>
    public bool Invented { get; set; }

    /// <summary>No longer in use; its records keep it.</summary>
    public bool IsClosed { get; set; }
}

internal sealed class StationTable : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> table)
    {
        table.ToTable("checkpoints_station", t =>
        {
            t.HasCheckConstraint("ck_checkpoints_station_zone", "zone in ('clean', 'buffer', 'contaminated')");
            t.HasCheckConstraint("ck_checkpoints_station_number", "number between 1 and 99");
        });
        table.HasKey(s => new { s.Owner, s.Id });
        table.Property(s => s.Kind).HasMaxLength(32);
        table.Property(s => s.NameZh).HasMaxLength(100);
        table.Property(s => s.NameEn).HasMaxLength(100);
        table.Property(s => s.Zone).HasMaxLength(16);
        table.HasIndex(s => new { s.Owner, s.CheckpointId, s.Number }).IsUnique();
        table.HasOne<Checkpoint>().WithMany().HasForeignKey(s => new { s.Owner, s.CheckpointId }).OnDelete(DeleteBehavior.Restrict);
    }
}
