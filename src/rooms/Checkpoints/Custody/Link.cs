using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Custody;

/// <summary>One link of a closed loop (闭环): somebody offered, took, gave back or ended. Append-only; custody is the fold of these.</summary>
/// <param name="Id">The record that says so. One record may add several links, each of another step.</param>
/// <param name="Step">One of <see cref="Steps"/>.</param>
/// <param name="Giver">Who answered before; null: nobody of ours.</param>
/// <param name="Taker">Who answers after; for an offer, who is asked to take.</param>
/// <param name="Reason">Of an end: how it ended. Of an offer: the verdict behind it.</param>
/// <param name="Stage">Where the subject is from now on; null: as before.</param>
/// <param name="Next">What has to happen next, due at <paramref name="DueAt"/>; read together with it.</param>
/// <param name="Station">The station the subject was moved to; null: as before.</param>
/// <param name="Device">Null when the office said it.</param>
/// <param name="ByUser">Null when a device said it.</param>
internal sealed record Link(
    int Owner,
    Guid Loop,
    Guid Id,
    string Step,
    string Kind,
    Guid Checkpoint,
    string? Giver,
    string? Taker,
    string? Reason,
    string? Stage,
    string? Next,
    DateTimeOffset? DueAt,
    Guid? Station,
    DateTimeOffset At,
    bool Estimated,
    long Seq,
    Guid? Device,
    Guid? Officer,
    Guid? ByUser);

internal sealed class LinkTable : IEntityTypeConfiguration<Link>
{
    public void Configure(EntityTypeBuilder<Link> table)
    {
        table.ToTable("checkpoints_link");
        table.HasKey(l => new { l.Owner, l.Loop, l.Id, l.Step });
        table.Property(l => l.Step).HasMaxLength(16);
        table.Property(l => l.Kind).HasMaxLength(16);
        table.Property(l => l.Giver).HasMaxLength(64);
        table.Property(l => l.Taker).HasMaxLength(64);
        table.Property(l => l.Reason).HasMaxLength(32);
        table.Property(l => l.Stage).HasMaxLength(32);
        table.Property(l => l.Next).HasMaxLength(32);
    }
}
