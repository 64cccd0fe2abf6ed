using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Shifts;

/// <summary>How many vehicles somebody else counted at a lane: a barrier, a camera, the drill's own list. Never changed, only withdrawn.</summary>
/// <param name="At">The start of what was counted; the count belongs to the shift that runs then.</param>
/// <param name="Source">One of <see cref="CountSources"/>.</param>
/// <param name="Import">The file it came with.</param>
/// <param name="WithdrawnAt">The file was a wrong one.</param>
internal sealed record IndependentCount(
    int Owner, Guid Id, Guid Checkpoint, Guid Lane, DateTimeOffset At, string Source, int Count, Guid Import, DateTimeOffset ImportedAt, DateTimeOffset? WithdrawnAt,
    string? WithdrawnReason);

/// <summary>Who counted; an open set. The tally counts from the marshaller's presses, the others from <see cref="IndependentCount"/>.</summary>
internal static class CountSources
{
    public const string Tally = "tally";
    public const string Barrier = "barrier";
    public const string Camera = "camera";
    public const string Drill = "drill";

    public static readonly IReadOnlyList<string> Imported = [Barrier, Camera];
}

internal sealed class IndependentCountTable : IEntityTypeConfiguration<IndependentCount>
{
    public void Configure(EntityTypeBuilder<IndependentCount> table)
    {
        table.ToTable("checkpoints_count");
        table.HasKey(c => new { c.Owner, c.Id });
        table.Property(c => c.Source).HasMaxLength(16);
        table.Property(c => c.WithdrawnReason).HasMaxLength(WithdrawCounts.LongestReason);
        table.HasIndex(c => new { c.Owner, c.Checkpoint, c.At });
        table.HasIndex(c => new { c.Owner, c.Import });
        table.HasIndex(c => new { c.Owner, c.Checkpoint, c.Lane, c.Source, c.At }).IsUnique().HasFilter("withdrawn_at is null");
    }
}
