using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Loops;

/// <summary>Somebody was told that a loop is overdue. Append-only: once for each step of the ladder and each due time.</summary>
/// <param name="Told">The word of the <see cref="EscalationStep"/>.</param>
public sealed record LoopEscalation(int Owner, Guid Loop, DateTimeOffset DueAt, int Level, string Told, DateTimeOffset At);

internal sealed class LoopEscalationTable : IEntityTypeConfiguration<LoopEscalation>
{
    public void Configure(EntityTypeBuilder<LoopEscalation> table)
    {
        table.ToTable("kernel_loop_escalation");
        table.HasKey(e => new { e.Owner, e.Loop, e.DueAt, e.Level });
        table.Property(e => e.Told).HasMaxLength(32);
    }
}
