using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Queue;

/// <summary>One press of the marshaller's button (计数): a car joined a lane's queue, or left it unchecked. Never changed, only taken back.</summary>
/// <param name="Kind"><see cref="Arrived"/> or <see cref="GaveUp"/>.</param>
/// <param name="Device">Null: imported or drilled without a device.</param>
/// <param name="UndoneBy">The record that took the press back; null: it counts.</param>
internal sealed record TallyMark(
    int Owner, Guid Id, Guid Checkpoint, Guid Lane, DateTimeOffset At, DateOnly ReportDate, string Kind, Guid? Device, Guid? UndoneBy)
{
    public const string Arrived = "arrived";
    public const string GaveUp = "gave-up";
}

internal sealed class TallyMarkTable : IEntityTypeConfiguration<TallyMark>
{
    public void Configure(EntityTypeBuilder<TallyMark> table)
    {
        table.ToTable("checkpoints_tally");
        table.HasKey(t => new { t.Owner, t.Id });
        table.Property(t => t.Kind).HasMaxLength(16);
        table.HasIndex(t => new { t.Owner, t.Checkpoint, t.At });
    }
}
