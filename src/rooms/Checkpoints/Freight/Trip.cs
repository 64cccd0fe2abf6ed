using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Checkpoints.Passages;

namespace RedVest.Checkpoints.Freight;

/// <summary>
/// A freight trip inside the closed loop (闭环运输): who sends what to whom, by which lorry, sealed with what. The fold of its records; where it is and who answers
/// for it is its loop, of the same id.
/// </summary>
internal sealed class Trip
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public Guid Checkpoint { get; set; }

    /// <summary>Null: nobody announced it, it was opened at the post.</summary>
    public DateTimeOffset? AnnouncedAt { get; set; }

    public string? Consignor { get; set; }

    public string? Consignee { get; set; }

    public string? Goods { get; set; }

    /// <summary>Canonical; of the tractor of an articulated train.</summary>
    public string? Plate { get; set; }

    public string? Trailer { get; set; }

    public string? Permit { get; set; }

    public string? FromRegion { get; set; }

    public string? ToRegion { get; set; }

    public string? Route { get; set; }

    public DateTimeOffset? ExpectedAt { get; set; }

    /// <summary>Hours from entry until it must be out again.</summary>
    public int Hours { get; set; } = UsualHours;

    public DateTimeOffset? EnteredAt { get; set; }

    public Guid? EntryPassage { get; set; }

    public DateTimeOffset? ExitAt { get; set; }

    public Guid? ExitPassage { get; set; }

    public string? Seal { get; set; }

    public DateTimeOffset? SealedAt { get; set; }

    public Guid? SealPhoto { get; set; }

    public DateTimeOffset? SealCheckedAt { get; set; }

    /// <summary>What the last look at the seal found, intact or broken; null: nobody looked.</summary>
    public string? SealFound { get; set; }

    /// <summary>A seal was found broken, or another than was put on. It stays said, whatever comes after.</summary>
    public bool Breached { get; set; }

    public string? Escort { get; set; }

    public DateTimeOffset? EscortAt { get; set; }

    /// <summary>A plate or a document breaks its standard.</summary>
    public bool Unusual { get; set; }

    /// <summary>The last announcement folded; an older one that comes late changes nothing.</summary>
    public DateTimeOffset? SaidAt { get; set; }

    /// <summary>Source: practice §1, the accompanying sheet: 24 h to return.</summary>
    public const int UsualHours = 24;

    public const string Intact = KnownTrips.Intact;
    public const string Broken = "broken";
}

/// <summary>Somebody who was announced with the lorry.</summary>
internal sealed class TripCrew
{
    public required int Owner { get; init; }

    public required Guid Trip { get; init; }

    public required int N { get; init; }

    /// <summary>driver, crew.</summary>
    public required string Role { get; init; }

    public Guid? Person { get; init; }

    public string? Name { get; init; }

    public string? Tail { get; init; }
}

internal sealed class TripTable : IEntityTypeConfiguration<Trip>
{
    public void Configure(EntityTypeBuilder<Trip> table)
    {
        table.ToTable("checkpoints_trip");
        table.HasKey(t => new { t.Owner, t.Id });
        table.Property(t => t.Consignor).HasMaxLength(200);
        table.Property(t => t.Consignee).HasMaxLength(200);
        table.Property(t => t.Goods).HasMaxLength(200);
        table.Property(t => t.Plate).HasMaxLength(32);
        table.Property(t => t.Trailer).HasMaxLength(32);
        table.Property(t => t.Permit).HasMaxLength(32);
        table.Property(t => t.FromRegion).HasMaxLength(6);
        table.Property(t => t.ToRegion).HasMaxLength(6);
        table.Property(t => t.Route).HasMaxLength(500);
        table.Property(t => t.Seal).HasMaxLength(64);
        table.Property(t => t.SealFound).HasMaxLength(16);
        table.Property(t => t.Escort).HasMaxLength(200);
        table.HasIndex(t => new { t.Owner, t.Checkpoint, t.ExpectedAt });
        table.HasIndex(t => new { t.Owner, t.Permit }).HasFilter("permit is not null");
        table.HasIndex(t => new { t.Owner, t.Plate }).HasFilter("plate is not null");
        table.HasIndex(t => new { t.Owner, t.EntryPassage }).HasFilter("entry_passage is not null");
    }
}

internal sealed class TripCrewTable : IEntityTypeConfiguration<TripCrew>
{
    public void Configure(EntityTypeBuilder<TripCrew> table)
    {
        table.ToTable("checkpoints_trip_crew");
        table.HasKey(c => new { c.Owner, c.Trip, c.N });
        table.Property(c => c.Role).HasMaxLength(32);
        table.Property(c => c.Name).HasMaxLength(200);
        table.Property(c => c.Tail).HasMaxLength(8);
    }
}

/// <summary>One thing that was said of a trip; append-only.</summary>
/// <param name="Body">As sent, encrypted: it carries documents, phones, and who escorted.</param>
internal sealed record TripEvent(
    int Owner,
    Guid Id,
    Guid Trip,
    string Kind,
    Guid Checkpoint,
    Guid? Device,
    Guid? ByUser,
    long Seq,
    Guid? Officer,
    DateTimeOffset EventTime,
    bool Estimated,
    DateTimeOffset ReceivedAt,
    byte[] Body)
{
    internal const string Table = "checkpoints_trip_event";
}

internal sealed class TripEventTable : IEntityTypeConfiguration<TripEvent>
{
    public void Configure(EntityTypeBuilder<TripEvent> table)
    {
        table.ToTable(TripEvent.Table);
        table.HasKey(e => new { e.Owner, e.Trip, e.Id });
        table.Property(e => e.Kind).HasMaxLength(64);
        table.HasIndex(e => new { e.Owner, e.Checkpoint, e.Kind, e.EventTime });
    }
}
