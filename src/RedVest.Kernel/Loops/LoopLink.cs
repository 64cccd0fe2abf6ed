using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Loops;

/// <summary>One link of a closed loop (闭环): somebody offered, took, gave back or ended. Append-only; custody is the fold of these.</summary>
/// <param name="Id">The record that says so. One record may add several links, each of another step.</param>
/// <param name="Step">One of <see cref="Steps"/>.</param>
/// <param name="Giver">Who answered before; null: nobody of ours.</param>
/// <param name="Taker">Who answers after; for an offer, who is asked to take.</param>
/// <param name="Reason">Of an end: how it ended. Of an offer: why.</param>
/// <param name="Stage">Where the subject is from now on; null: as before.</param>
/// <param name="Next">What has to happen next, due at <paramref name="DueAt"/>; read together with it.</param>
/// <param name="Station">The part of the place the subject was moved to; null: as before.</param>
/// <param name="Carrier">Of <see cref="Steps.Boarded"/>: the loop it rides in from now on.</param>
/// <param name="Device">Null when the office said it.</param>
/// <param name="ByUser">Null when a device or the program said it.</param>
public sealed record LoopLink(
    int Owner,
    Guid Loop,
    Guid Id,
    string Step,
    string Kind,
    Guid Place,
    string? Giver,
    string? Taker,
    string? Reason,
    string? Stage,
    string? Next,
    DateTimeOffset? DueAt,
    Guid? Station,
    Guid? Carrier,
    DateTimeOffset At,
    bool Estimated,
    long Seq,
    Guid? Device,
    Guid? Officer,
    Guid? ByUser)
{
    /// <summary>The order of the fold: event time, then the device's number; the rest only makes it the same everywhere.</summary>
    internal static IEnumerable<LoopLink> InOrder(IEnumerable<LoopLink> links) =>
        links.OrderBy(l => l.At).ThenBy(l => l.Seq).ThenBy(l => l.Id).ThenBy(l => Steps.Rank(l.Step));
}

internal sealed class LoopLinkTable : IEntityTypeConfiguration<LoopLink>
{
    public void Configure(EntityTypeBuilder<LoopLink> table)
    {
        table.ToTable("kernel_loop_link");
        table.HasKey(l => new { l.Owner, l.Loop, l.Id, l.Step });
        table.Property(l => l.Step).HasMaxLength(16);
        table.Property(l => l.Kind).HasMaxLength(32);
        table.Property(l => l.Giver).HasMaxLength(64);
        table.Property(l => l.Taker).HasMaxLength(64);
        table.Property(l => l.Reason).HasMaxLength(32);
        table.Property(l => l.Stage).HasMaxLength(32);
        table.Property(l => l.Next).HasMaxLength(32);
        table.HasIndex(l => new { l.Owner, l.Carrier }).HasFilter("carrier is not null");
    }
}
