using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Loops;

/// <summary>Something that somebody answers for until it ends with a reason. The fold of its links; nothing else writes it.</summary>
public sealed class Loop
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The name of a <see cref="LoopKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The place it was at last.</summary>
    public Guid Place { get; set; }

    /// <summary>The record it came from; null: the loop's id is the record's.</summary>
    public Guid? Subject { get; set; }

    /// <summary>Which part of that record; null: all of it.</summary>
    public int? Part { get; set; }

    /// <summary>Who or what of the registry it is about, once known.</summary>
    public Guid? About { get; set; }

    /// <summary>Who answers now; null once it has ended.</summary>
    public string? Custodian { get; set; }

    /// <summary>Since when the custodian answers.</summary>
    public DateTimeOffset Since { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Null: offered, and nobody has taken yet.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>Why it was offered, as said last; null: taken, and nobody has offered yet.</summary>
    public string? Given { get; set; }

    public string? Stage { get; set; }

    public string? Next { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public Guid? Station { get; set; }

    /// <summary>The loop it rides in now.</summary>
    public Guid? RidesIn { get; set; }

    /// <summary>Something rode in it at some time: those loops are read with it.</summary>
    public bool Carries { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndReason { get; set; }

    public bool IsOpen => EndedAt is null;

    public bool IsOverdue(DateTimeOffset now) => IsOpen && DueAt < now;
}

internal sealed class LoopTable : IEntityTypeConfiguration<Loop>
{
    public void Configure(EntityTypeBuilder<Loop> table)
    {
        table.ToTable("kernel_loop");
        table.HasKey(l => new { l.Owner, l.Id });
        table.Ignore(l => l.IsOpen);
        table.Property(l => l.Kind).HasMaxLength(32);
        table.Property(l => l.Custodian).HasMaxLength(64);
        table.Property(l => l.Given).HasMaxLength(32);
        table.Property(l => l.Stage).HasMaxLength(32);
        table.Property(l => l.Next).HasMaxLength(32);
        table.Property(l => l.EndReason).HasMaxLength(32);
        table.HasIndex(l => new { l.Owner, l.Place, l.Kind, l.EndedAt });
        table.HasIndex(l => new { l.Owner, l.DueAt }).HasFilter("ended_at is null");
        table.HasIndex(l => new { l.Owner, l.Subject }).HasFilter("subject is not null");
        table.HasIndex(l => new { l.Owner, l.About }).HasFilter("about is not null");
    }
}
