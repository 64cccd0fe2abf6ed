using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Log;

/// <summary>One entry of a post's log: the fold of its records; nothing else writes it. What was said stands in the records.</summary>
internal sealed class LogEntry
{
    public required int Owner { get; init; }

    /// <summary>Made by whoever wrote it.</summary>
    public required Guid Id { get; init; }

    public Guid Checkpoint { get; set; }

    public string What { get; set; } = "";

    /// <summary>When it was written: the shift it belongs to.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Of an incident: the level somebody gave it last. How far it has climbed since says <see cref="EscalationClock"/>.</summary>
    public int? Level { get; set; }

    public DateTimeOffset? LevelAt { get; set; }

    public string? Type { get; set; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public bool IsOpenIncident => What == LogWhat.Incident && ClosedAt is null;

    /// <summary>Its records folded in the order they happened; null without its first one.</summary>
    public static LogEntry? Fold(IEnumerable<(ShiftEvent Stored, LogBody Body)> records)
    {
        LogEntry? entry = null;
        foreach (var (stored, body) in ShiftEvent.InOrder(records, r => r.Stored).OrderBy(r => r.Stored.Kind == LogKinds.Entry ? 0 : 1))
        {
            var at = stored.EventTime;
            switch (stored.Kind)
            {
                case LogKinds.Entry:
                    entry ??= new LogEntry { Owner = stored.Owner, Id = stored.Subject, Checkpoint = body.Checkpoint, What = body.What!, At = at, Type = body.Type };
                    if (entry.What == LogWhat.Incident)
                        (entry.Level, entry.LevelAt) = (entry.Level ?? body.Level, entry.LevelAt ?? at);
                    break;
                case LogKinds.Level when entry is { Level: { } before }:
                    if (body.Level > before)
                        entry.AcknowledgedAt = null; // whoever it goes to now has not seen it
                    (entry.Level, entry.LevelAt) = (body.Level, at);
                    break;
                case LogKinds.Acknowledged when entry is { Level: not null, ClosedAt: null }:
                    entry.AcknowledgedAt ??= at;
                    break;
                case LogKinds.Closed when entry is not null:
                    entry.ClosedAt ??= at;
                    break;
            }
        }

        return entry;
    }

    public EscalationClock.Reached? Reached(EscalationClock clock, DateTimeOffset now) =>
        Level is { } level && LevelAt is { } since ? clock.At(level, since, Earliest(AcknowledgedAt, ClosedAt), now) : null;

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}

internal sealed class LogEntryTable : IEntityTypeConfiguration<LogEntry>
{
    public const string Name = "checkpoints_log_entry";

    public static readonly SetTable<LogEntry> Rows = new SetTable<LogEntry>(Name, "owner", "id")
        .With("owner", e => e.Owner).With("id", e => e.Id).With("checkpoint", e => e.Checkpoint).With("what", e => e.What).With("at", e => e.At)
        .With("level", e => e.Level).With("level_at", e => e.LevelAt).With("type", e => e.Type)
        .With("acknowledged_at", e => e.AcknowledgedAt).With("closed_at", e => e.ClosedAt);

    public void Configure(EntityTypeBuilder<LogEntry> table)
    {
        table.ToTable(Name);
        table.HasKey(e => new { e.Owner, e.Id });
        table.Property(e => e.What).HasMaxLength(32);
        table.Property(e => e.Type).HasMaxLength(32);
        table.Ignore(e => e.IsOpenIncident);
        table.HasIndex(e => new { e.Owner, e.Checkpoint, e.At });
    }
}

/// <summary>Minutes an owner gives a level before the next one is told.</summary>
internal sealed class IncidentClock
{
    public required int Owner { get; init; }

    public required int Level { get; init; }

    /// <summary>Null: no clock.</summary>
    public int? Minutes { get; set; }

    public static async Task<EscalationClock> OfAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        var set = await db.Set<IncidentClock>().AsNoTracking().Where(c => c.Owner == owner).ToListAsync(cancellationToken);
        return set.Count == 0 ? EscalationClock.Default : new EscalationClock(set.Where(c => c.Minutes is not null).ToDictionary(c => c.Level, c => c.Minutes!.Value));
    }
}

internal sealed class IncidentClockTable : IEntityTypeConfiguration<IncidentClock>
{
    public void Configure(EntityTypeBuilder<IncidentClock> table)
    {
        table.ToTable("checkpoints_incident_clock", t => t.HasCheckConstraint("ck_checkpoints_incident_clock_minutes", "minutes between 1 and 1440"));
        table.HasKey(c => new { c.Owner, c.Level });
    }
}
