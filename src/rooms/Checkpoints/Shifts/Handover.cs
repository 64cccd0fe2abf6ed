using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Checkpoints.Log;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>One handover of a shift: the fold of its records. Two of one shift that stand are a conflict for a leader, and none is lost.</summary>
internal sealed class Handover
{
    public required int Owner { get; init; }

    /// <summary>Made by whoever offered it.</summary>
    public required Guid Id { get; init; }

    public Guid Checkpoint { get; set; }

    /// <summary>The local day on which the outgoing shift started.</summary>
    public DateOnly Day { get; set; }

    public int Number { get; set; }

    /// <summary>Of the snapshot that both sign.</summary>
    public string Digest { get; set; } = "";

    public Guid? OfferedBy { get; set; }

    public DateTimeOffset OfferedAt { get; set; }

    public Guid? TakenBy { get; set; }

    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>Persons and trips taken over.</summary>
    public int Taken { get; set; }

    /// <summary>Things the incoming leader found otherwise.</summary>
    public int Differences { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public static Handover? Fold(IEnumerable<(ShiftEvent Stored, ShiftBody Body)> said)
    {
        Handover? handover = null;
        foreach (var (stored, body) in ShiftEvent.InOrder(said, s => s.Stored).OrderBy(s => s.Body is OfferedBody ? 0 : 1))
        {
            switch (body)
            {
                case OfferedBody offered:
                    handover ??= new Handover
                    {
                        Owner = stored.Owner,
                        Id = stored.Subject,
                        Checkpoint = offered.Checkpoint,
                        Day = offered.Day,
                        Number = offered.Shift,
                        Digest = offered.Digest,
                        OfferedBy = stored.By,
                        OfferedAt = stored.EventTime,
                    };
                    break;
                case TakenBody taken when handover is not null:
                    (handover.TakenBy, handover.TakenAt) = (stored.By, stored.EventTime);
                    (handover.Taken, handover.Differences) = ((taken.Persons?.Count ?? 0) + (taken.Trips?.Count ?? 0), taken.Differences?.Count ?? 0);
                    break;
                case WithdrawnBody when handover is not null:
                    handover.WithdrawnAt ??= stored.EventTime;
                    break;
            }
        }

        return handover;
    }
}

internal sealed class HandoverTable : IEntityTypeConfiguration<Handover>
{
    public const string Name = "checkpoints_handover";

    public static readonly SetTable<Handover> Rows = new SetTable<Handover>(Name, "owner", "id")
        .With("owner", h => h.Owner).With("id", h => h.Id).With("checkpoint", h => h.Checkpoint).With("day", h => h.Day).With("number", h => h.Number)
        .With("digest", h => h.Digest).With("offered_by", h => h.OfferedBy).With("offered_at", h => h.OfferedAt).With("taken_by", h => h.TakenBy)
        .With("taken_at", h => h.TakenAt).With("taken", h => h.Taken).With("differences", h => h.Differences).With("withdrawn_at", h => h.WithdrawnAt);

    public void Configure(EntityTypeBuilder<Handover> table)
    {
        table.ToTable(Name);
        table.HasKey(h => new { h.Owner, h.Id });
        table.Property(h => h.Digest).HasMaxLength(64);
        table.HasIndex(h => new { h.Owner, h.Checkpoint, h.Day });
    }
}

/// <summary>An officer confirmed having read what changed. One row a thing.</summary>
internal sealed record ReadReceipt(
    int Owner, Guid Id, int N, Guid Checkpoint, DateOnly Day, int Number, Guid? Officer, Guid? Device, DateTimeOffset At, string Kind, string What, string Version);

internal sealed class ReadReceiptTable : IEntityTypeConfiguration<ReadReceipt>
{
    public static readonly SetTable<ReadReceipt> Rows = new SetTable<ReadReceipt>("checkpoints_read", "owner", "id", "n")
        .With("owner", r => r.Owner).With("id", r => r.Id).With("n", r => r.N).With("checkpoint", r => r.Checkpoint).With("day", r => r.Day)
        .With("number", r => r.Number).With("officer", r => r.Officer).With("device", r => r.Device).With("at", r => r.At).With("kind", r => r.Kind)
        .With("what", r => r.What).With("version", r => r.Version);

    public void Configure(EntityTypeBuilder<ReadReceipt> table)
    {
        table.ToTable("checkpoints_read");
        table.HasKey(r => new { r.Owner, r.Id, r.N });
        table.Property(r => r.Kind).HasMaxLength(64);
        table.Property(r => r.What).HasMaxLength(64);
        table.Property(r => r.Version).HasMaxLength(64);
        table.HasIndex(r => new { r.Owner, r.Checkpoint, r.Day, r.Number });
    }
}
