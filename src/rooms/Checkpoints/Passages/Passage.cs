using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>The lane's record (查验通行): a vehicle with its occupants, or pedestrians. The fold of its events; nothing else writes it.</summary>
internal sealed class Passage
{
    public required int Owner { get; init; }

    /// <summary>Made on the device.</summary>
    public required Guid Id { get; init; }

    public Guid Checkpoint { get; set; }

    public Guid Lane { get; set; }

    public string Direction { get; set; } = "";

    public string Category { get; set; } = "";

    /// <summary>Local day of the verdict (before it: of the first event); what the figures of a day count.</summary>
    public DateOnly ReportDate { get; set; }

    /// <summary>Local hour 0–23 of the same instant.</summary>
    public int Hour { get; set; }

    /// <summary>1, 2, 3 … of the checkpoint's shift table, at the same instant.</summary>
    public int Shift { get; set; }

    /// <summary>False for pedestrians.</summary>
    public bool HasVehicle { get; set; }

    public Guid? Vehicle { get; set; }

    public string? Plate { get; set; }

    public bool PlateUnreadable { get; set; }

    /// <summary>A plate or a document breaks its standard.</summary>
    public bool Unusual { get; set; }

    public int Persons { get; set; }

    /// <summary>Persons whose given verdict is a sample.</summary>
    public int Referred { get; set; }

    public DateTimeOffset? ArrivedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? VerdictAt { get; set; }

    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>From the start of the check to the verdict, milliseconds.</summary>
    public int? ServiceMs { get; set; }

    /// <summary>What the server proposed when the check reached it.</summary>
    public string? Proposed { get; set; }

    /// <summary>What the officer gave.</summary>
    public string? Verdict { get; set; }

    public bool MustLook { get; set; }

    public bool Emergency { get; set; }

    /// <summary>The officer gave another verdict than the proposal that was shown.</summary>
    public bool Differs { get; set; }

    public bool Corrected { get; set; }

    /// <summary>An event's time was estimated.</summary>
    public bool Estimated { get; set; }

    public bool ReleasedWhileRestricted { get; set; }

    /// <summary>With the device's own facts the server came to another proposal: a defect of one of the two.</summary>
    public bool Disagrees { get; set; }

    public string? PackId { get; set; }

    public int? PackVersion { get; set; }

    public Guid? Officer { get; set; }

    public Guid? Device { get; set; }

    /// <summary>Event time of the check that counts (the last one) and its sequence number: a late older one does not move it back.</summary>
    public DateTimeOffset? CheckAt { get; set; }

    public long CheckSeq { get; set; }

    public long VerdictSeq { get; set; }

    /// <summary>The gate template whose items were asked; null: none.</summary>
    public string? GateId { get; set; }

    public int? GateVersion { get; set; }

    /// <summary>Items that somebody of the passage failed: <see cref="Words.Set"/>; null: none.</summary>
    public string? Failed { get; set; }

    /// <summary>What the lane said of it beyond its verdict, as <see cref="Words.Set"/>: visitor, returnee, disinfected, plate-shared; null: nothing.</summary>
    public string? Flags { get; set; }

    /// <summary>What other passages make doubtful about it (<see cref="Doubt"/>), as <see cref="Words.Set"/>; null: nothing.</summary>
    public string? Doubts { get; set; }

    /// <summary>A check that was given up, or a car that drove off: it left, and nobody decided.</summary>
    public const string Dropped = "dropped";

    public string State => LeftAt is not null ? Verdict is null ? Dropped : "left" : Verdict is not null ? "decided" : StartedAt is not null ? "in-check" : "at-barrier";
}

/// <summary>One person of a passage, as the lane recorded and the server resolved.</summary>
internal sealed class Occupant
{
    public required int Owner { get; init; }

    public required Guid Passage { get; init; }

    public required int N { get; init; }

    /// <summary>Null: unidentified; the pair of passage and number is then the id.</summary>
    public Guid? Person { get; set; }

    public required string Role { get; init; }

    public required string Way { get; init; }

    /// <summary>As said at the lane, or as known of the person.</summary>
    public string? Name { get; set; }

    public string? Tail { get; set; }

    public int? TemperatureTenths { get; init; }

    public string? HealthCode { get; init; }

    /// <summary>Items of the gate that the person failed: <see cref="Words.Set"/>; null: none, or no gate was asked.</summary>
    public string? Failed { get; init; }

    /// <summary>Required items of the gate that nobody answered: <see cref="Words.Set"/>.</summary>
    public string? Unchecked { get; init; }

    /// <summary>visitor, returnee; null: lives here, or nobody asked.</summary>
    public string? Visitor { get; init; }

    public string? Proposed { get; set; }

    public bool MustLook { get; set; }

    /// <summary>Rule ids, strictest first, parted by spaces.</summary>
    public string? Rules { get; set; }

    /// <summary>The facts the server decided with, as <see cref="Kernel.Rules.Facts.ToKept"/> writes them.</summary>
    public string? Facts { get; set; }

    public string? Verdict { get; set; }

    public string? Reason { get; set; }

    /// <summary>The commuter pass that was in force for this passage; null for none.</summary>
    public Guid? Pass { get; set; }
}

internal sealed class PassageTable : IEntityTypeConfiguration<Passage>
{
    public void Configure(EntityTypeBuilder<Passage> table)
    {
        table.ToTable("checkpoints_passage");
        table.HasKey(p => new { p.Owner, p.Id });
        table.ClusterByKey();
        table.Ignore(p => p.State);
        table.Property(p => p.Direction).HasMaxLength(16);
        table.Property(p => p.Category).HasMaxLength(32);
        table.Property(p => p.Plate).HasMaxLength(32);
        table.Property(p => p.GateId).HasMaxLength(GateTemplate.LongestId);
        table.HasIndex(p => new { p.Owner, p.Checkpoint, p.ReportDate, p.VerdictAt });
        table.HasIndex(p => new { p.Owner, p.Vehicle, p.VerdictAt }).HasFilter("vehicle is not null");
    }
}

internal sealed class OccupantTable : IEntityTypeConfiguration<Occupant>
{
    public void Configure(EntityTypeBuilder<Occupant> table)
    {
        table.ToTable("checkpoints_occupant");
        table.HasKey(o => new { o.Owner, o.Passage, o.N });
        table.Property(o => o.Role).HasMaxLength(32);
        table.Property(o => o.Way).HasMaxLength(32);
        table.Property(o => o.Name).HasMaxLength(200);
        table.Property(o => o.Visitor).HasMaxLength(32);
        table.ClusterByKey();
        table.HasIndex(o => new { o.Owner, o.Person, o.Passage }).HasFilter("person is not null");
        table.HasIndex(o => new { o.Owner, o.Pass }).HasFilter("pass is not null");
    }
}
