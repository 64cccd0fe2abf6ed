using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Restrictions;

/// <summary>
/// Why somebody may be restricted at all: a finding about this person's health, with the record that shows it and the day from which it says
/// nothing any more. Written by the room that saw the evidence. Without one no restriction can be stored, whoever asks.
/// </summary>
public sealed class HealthTrigger
{
    public const int LongestDocument = 200;

    /// <summary>Nothing seen today justifies a measure in so many days; a longer one needs new evidence.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(28);

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required Guid Person { get; init; }

    /// <summary>One of <see cref="TriggerKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which room keeps the evidence: the word of an <see cref="IHealthEvidence"/>.</summary>
    public required string Source { get; init; }

    /// <summary>The record that shows it.</summary>
    public required Guid Evidence { get; init; }

    /// <summary>What a reader is told of the evidence: a document's number and issuer, never a diagnosis.</summary>
    public required string Document { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The first instant at which it justifies nothing any more.</summary>
    public required DateTimeOffset LiveUntil { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null when a room wrote it by itself.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>The evidence was wrong or is gone; what rests on it ends.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnReason { get; set; }

    public bool IsLiveAt(DateTimeOffset instant) => SeenAt <= instant && instant < LiveUntil && !(WithdrawnAt <= instant);
}

/// <summary>What a trigger can be. Anything else (a debt, a petition, a protest) is no word this system knows.</summary>
public static class TriggerKinds
{
    public static IReadOnlyList<string> All { get; } = ["positive-test", "case", "close-contact", "secondary-contact", "symptoms", "risk-area-stay", "missed-test"];
}

internal sealed class HealthTriggerTable : IEntityTypeConfiguration<HealthTrigger>
{
    public void Configure(EntityTypeBuilder<HealthTrigger> table)
    {
        table.ToTable("registry_health_trigger", t =>
        {
            t.HasCheckConstraint("ck_registry_health_trigger_kind", $"kind in ({string.Join(", ", TriggerKinds.All.Select(k => $"'{k}'"))})");
            t.HasCheckConstraint("ck_registry_health_trigger_life", $"live_until > seen_at and live_until <= {Spans.After(table, "seen_at", HealthTrigger.LongestLife)}");
        });
        table.HasKey(t => new { t.Owner, t.Id });
        table.HasAlternateKey(t => new { t.Owner, t.Id, t.Person });
        table.Property(t => t.Kind).HasMaxLength(32);
        table.Property(t => t.Source).HasMaxLength(64);
        table.Property(t => t.Document).HasMaxLength(HealthTrigger.LongestDocument);
        table.Property(t => t.WithdrawnReason).HasMaxLength(200);
        table.HasOne<Person>().WithMany().HasForeignKey(t => new { t.Owner, t.Person }).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(t => new { t.Owner, t.Person });
        table.HasIndex(t => new { t.Owner, t.Source, t.Evidence, t.Kind, t.Person }).IsUnique();
    }
}

/// <summary>An instant some time after a column, in each provider's words.</summary>
internal static class Spans
{
    public static string After<T>(EntityTypeBuilder<T> table, string column, TimeSpan span)
        where T : class =>
        table.Metadata.Model.Provider() == StorageProvider.Sqlite
            ? $"{column} + {span.Ticks / TimeSpan.TicksPerMicrosecond}"
            : $"{column} + interval '{(int)span.TotalHours} hours'"; // hours, because a day of an interval can have 23 or 25 of them in the session's time zone
}
