using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Loops;

/// <summary>
/// Loops of one kind at one place, counted from two sources that know nothing of each other: entered and ended from the links, inside from the rows.
/// </summary>
/// <param name="At">When it was counted.</param>
/// <param name="Differing">Loops of which the two sources say different things.</param>
public sealed record LoopBalance(int Owner, DateTimeOffset At, string Kind, Guid Place, int Entered, int Ended, int Inside, int Differing)
{
    /// <summary>Whoever entered has ended or is inside: anything but 0 is somebody lost, or counted twice.</summary>
    public int Difference => Entered - Ended - Inside;

    public bool IsGood => Difference == 0 && Differing == 0;
}

internal sealed class LoopBalanceTable : IEntityTypeConfiguration<LoopBalance>
{
    public void Configure(EntityTypeBuilder<LoopBalance> table)
    {
        table.ToTable("kernel_loop_balance");
        table.HasKey(b => new { b.Owner, b.At, b.Kind, b.Place });
        table.Ignore(b => b.Difference);
        table.Ignore(b => b.IsGood);
        table.Property(b => b.Kind).HasMaxLength(32);
    }
}
