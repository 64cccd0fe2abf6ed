using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>What the server has of one device's numbered records.</summary>
/// <param name="Ranges">Numbers it has, as <c>1-17 20-21</c>.</param>
/// <param name="LastSeq">The record with the latest number that is stored.</param>
/// <param name="LastEventAt">Its event time.</param>
/// <param name="Anchors">The clock anchors of the device's last lives, JSON.</param>
internal sealed record DeviceStream(
    int Owner, Guid Device, string Ranges, long Contiguous, long Highest, long LastSeq, DateTimeOffset? LastEventAt, DateTimeOffset LastSeenAt, string Anchors);

internal sealed class DeviceStreamTable : IEntityTypeConfiguration<DeviceStream>
{
    public void Configure(EntityTypeBuilder<DeviceStream> table)
    {
        table.ToTable("kernel_device_stream");
        table.HasKey(s => new { s.Owner, s.Device });
        table.ClusterByKey();
    }
}

/// <summary>Every record that is stored, whatever its room: holds the two uniquenesses, of its id and of its number on its device.</summary>
/// <param name="Device">Null: written in the office, without a number.</param>
/// <param name="Digest">SHA-256 over the record as sent: the same id with other content is a conflict.</param>
internal sealed record StoredRecord(int Owner, Guid Id, Guid? Device, long Seq, byte[] Digest, DateTimeOffset EventTime, bool Estimated);

internal sealed class StoredRecordTable : IEntityTypeConfiguration<StoredRecord>
{
    public void Configure(EntityTypeBuilder<StoredRecord> table)
    {
        table.ToTable("kernel_record");
        table.HasKey(r => new { r.Owner, r.Id });
        table.ClusterByKey();
        table.HasIndex(r => new { r.Owner, r.Device, r.Seq }).IsUnique();
    }
}

/// <summary>A record that was refused or is in conflict: its content is kept for a supervisor, so that nothing is lost.</summary>
/// <param name="Id">Of this row.</param>
/// <param name="Record">The id the device gave it.</param>
/// <param name="Raw">The record as sent, encrypted.</param>
internal sealed record KeptRecord(
    int Owner, Guid Id, Guid Record, Guid Device, long Seq, string Kind, string Outcome, string Code, DateTimeOffset At, byte[] Digest, byte[] Raw);

internal sealed class KeptRecordTable : IEntityTypeConfiguration<KeptRecord>
{
    public void Configure(EntityTypeBuilder<KeptRecord> table)
    {
        table.ToTable("kernel_kept_record");
        table.HasKey(r => new { r.Owner, r.Id });
        table.Property(r => r.Kind).HasMaxLength(64);
        table.HasIndex(r => new { r.Owner, r.Record, r.Digest }).IsUnique(); // sent again, it is kept once
    }
}
