using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Checkpoints.Passages;

/// <summary>One thing a lane said, as it came; append-only. State is the fold of these.</summary>
/// <param name="Subject">The passage; for a queue count, the lane.</param>
/// <param name="Device">The device that recorded it; null when the office did.</param>
/// <param name="ByUser">The office user who recorded it; null when a device did.</param>
/// <param name="Seq">The device's number of the record; 0 from the office.</param>
/// <param name="DeviceWall">What the device's clock said, milliseconds since 1970.</param>
/// <param name="Corrects">The event this one supersedes in part.</param>
/// <param name="Body">The record as sent, encrypted: it carries documents and phones, and members that this version does not know.</param>
internal sealed record LaneEvent(
    int Owner,
    Guid Id,
    Guid Subject,
    string Kind,
    Guid Checkpoint,
    Guid Lane,
    Guid? Device,
    Guid? ByUser,
    long Seq,
    Guid? Officer,
    DateTimeOffset EventTime,
    bool Estimated,
    DateTimeOffset ReceivedAt,
    long DeviceWall,
    Guid? Corrects,
    byte[] Body);

internal sealed class LaneEventTable : IEntityTypeConfiguration<LaneEvent>
{
    public void Configure(EntityTypeBuilder<LaneEvent> table)
    {
        table.ToTable("checkpoints_event");
        table.HasKey(e => new { e.Owner, e.Subject, e.Id }); // that an id is there once is held by the records of the sync
        table.Property(e => e.Kind).HasMaxLength(64);
        table.HasIndex(e => new { e.Owner, e.Corrects }).IsUnique().HasFilter("corrects is not null"); // one event is corrected once
    }
}

/// <summary>A count of waiting cars at a lane, as the marshaller tapped it.</summary>
internal sealed record QueueCount(int Owner, Guid Id, Guid Checkpoint, Guid Lane, DateOnly ReportDate, DateTimeOffset At, int Length);

internal sealed class QueueCountTable : IEntityTypeConfiguration<QueueCount>
{
    public void Configure(EntityTypeBuilder<QueueCount> table)
    {
        table.ToTable("checkpoints_queue");
        table.HasKey(q => new { q.Owner, q.Id });
        table.HasIndex(q => new { q.Owner, q.Checkpoint, q.ReportDate, q.Lane, q.At });
    }
}

/// <summary>Somebody passed whom the server, at that moment, knew to be restricted.</summary>
/// <param name="Event">The verdict.</param>
/// <param name="N">The occupant.</param>
/// <param name="Given">What the officer gave.</param>
/// <param name="Known">The stricter verdict of the server.</param>
/// <param name="Rules">The rules behind it, strictest first, parted by spaces.</param>
internal sealed record ReleasedWhileRestricted(
    int Owner, Guid Event, int N, Guid Passage, Guid Checkpoint, Guid? Person, DateOnly ReportDate, DateTimeOffset At, string Given, string Known, string Rules);

internal sealed class ReleasedWhileRestrictedTable : IEntityTypeConfiguration<ReleasedWhileRestricted>
{
    public void Configure(EntityTypeBuilder<ReleasedWhileRestricted> table)
    {
        table.ToTable("checkpoints_released_while_restricted");
        table.HasKey(r => new { r.Owner, r.Event, r.N });
        table.HasIndex(r => new { r.Owner, r.Checkpoint, r.ReportDate });
    }
}
