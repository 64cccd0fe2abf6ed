using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Yard;

/// <summary>One thing the yard said of a held person; append-only.</summary>
/// <param name="Word">The one word of it: what was sampled, what came out, what is needed, how it ended. In the clear, to be counted.</param>
/// <param name="About">The record it answers: the need that was served.</param>
/// <param name="Body">As sent, encrypted: it carries what somebody needs, where they went, and tube numbers.</param>
internal sealed record YardEvent(
    int Owner,
    Guid Id,
    Guid Loop,
    string Kind,
    Guid Checkpoint,
    string? Word,
    Guid? About,
    Guid? Device,
    Guid? ByUser,
    long Seq,
    Guid? Officer,
    DateTimeOffset EventTime,
    bool Estimated,
    DateTimeOffset ReceivedAt,
    byte[] Body)
{
    internal const string Table = "checkpoints_yard_event";

    public static readonly SetTable<YardEvent> Rows = new SetTable<YardEvent>(Table, "owner", "loop", "id")
        .With("owner", e => e.Owner).With("id", e => e.Id).With("loop", e => e.Loop).With("kind", e => e.Kind).With("checkpoint", e => e.Checkpoint)
        .With("word", e => e.Word).With("about", e => e.About).With("device", e => e.Device).With("by_user", e => e.ByUser).With("seq", e => e.Seq)
        .With("officer", e => e.Officer).With("event_time", e => e.EventTime).With("estimated", e => e.Estimated).With("received_at", e => e.ReceivedAt)
        .With("body", e => e.Body);
}

internal sealed class YardEventTable : IEntityTypeConfiguration<YardEvent>
{
    public void Configure(EntityTypeBuilder<YardEvent> table)
    {
        table.ToTable(YardEvent.Table);
        table.HasKey(e => new { e.Owner, e.Loop, e.Id });
        table.Property(e => e.Kind).HasMaxLength(64);
        table.Property(e => e.Word).HasMaxLength(32);
        table.HasIndex(e => new { e.Owner, e.Checkpoint, e.Kind, e.EventTime });
    }
}
