using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Custody;

/// <summary>A person or a lorry that the post answers for until it ends with a reason. The fold of its links; nothing else writes it.</summary>
internal sealed class Loop
{
    public required int Owner { get; init; }

    /// <summary>Of a person: <see cref="LoopIds.Of"/>. Of a trip: the trip's.</summary>
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="LoopKinds"/>.</summary>
    public required string Kind { get; init; }

    public Guid Checkpoint { get; set; }

    public Guid? Passage { get; set; }

    /// <summary>The occupant of the passage; 0: somebody in it whom nobody registered.</summary>
    public int? N { get; set; }

    public Guid? Person { get; set; }

    /// <summary>Who answers now; null once it has ended.</summary>
    public string? Custodian { get; set; }

    /// <summary>Since when the custodian answers.</summary>
    public DateTimeOffset Since { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Null: offered, and nobody has taken yet.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>The verdict that brought the person here, as given last; null when the yard heard of them before the lane did.</summary>
    public string? Given { get; set; }

    public string? Stage { get; set; }

    public string? Next { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public Guid? Station { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndReason { get; set; }

    public bool IsOpen => EndedAt is null;

    public bool IsOverdue(DateTimeOffset now) => IsOpen && DueAt < now;
}

internal sealed class LoopTable : IEntityTypeConfiguration<Loop>
{
    public void Configure(EntityTypeBuilder<Loop> table)
    {
        table.ToTable("checkpoints_custody");
        table.HasKey(l => new { l.Owner, l.Id });
        table.Ignore(l => l.IsOpen);
        table.Property(l => l.Kind).HasMaxLength(16);
        table.Property(l => l.Custodian).HasMaxLength(64);
        table.Property(l => l.Given).HasMaxLength(32);
        table.Property(l => l.Stage).HasMaxLength(32);
        table.Property(l => l.Next).HasMaxLength(32);
        table.Property(l => l.EndReason).HasMaxLength(32);
        table.HasIndex(l => new { l.Owner, l.Checkpoint, l.Kind, l.EndedAt });
        table.HasIndex(l => new { l.Owner, l.Passage }).HasFilter("passage is not null");
    }
}

/// <summary>The ids of the loops of persons.</summary>
internal static class LoopIds
{
    /// <summary>
    /// The loop of one occupant: the passage's id with the number laid over its last byte. Every phone can say it without asking, so that a
    /// yard without a network names the same loop as the lane. Keeps the time inside the id.
    /// </summary>
    public static Guid Of(Guid passage, int n)
    {
        Span<byte> bytes = stackalloc byte[16];
        passage.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[15] ^= (byte)n; // 0 to 100
        return new Guid(bytes, bigEndian: true);
    }
}
