using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Queue;

/// <summary>What a post wants of its queues. A post without a row has the usual values.</summary>
internal sealed class QueueSettings
{
    public required int Owner { get; init; }

    public required Guid Checkpoint { get; init; }

    /// <summary>More cars waiting than this ask for relief. Toll stations do so from the sixth.</summary>
    public int ReliefAbove { get; set; } = 5;

    /// <summary>The average wait that is wanted, in seconds.</summary>
    public int TargetSeconds { get; set; } = 60;

    /// <summary>Cars wait in one line for all lanes of a direction and category, not each before its own.</summary>
    public bool OneLine { get; set; }
}

internal sealed class QueueSettingsTable : IEntityTypeConfiguration<QueueSettings>
{
    public void Configure(EntityTypeBuilder<QueueSettings> table)
    {
        table.ToTable("checkpoints_queue_settings");
        table.HasKey(s => new { s.Owner, s.Checkpoint });
    }
}
