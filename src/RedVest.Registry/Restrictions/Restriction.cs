using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Registry.People;

namespace RedVest.Registry.Restrictions;

/// <summary>
/// An order that limits where one person may go. The table itself refuses one without a trigger about the same person, without an outbreak, with one
/// person's word only, or without an end. It never counts longer than its trigger and its outbreak, whatever its own end says.
/// </summary>
public sealed class Restriction
{
    public const int LongestReason = 500;

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required Guid Person { get; init; }

    public required Guid Trigger { get; init; }

    public required Guid Outbreak { get; init; }

    /// <summary>One of <see cref="Measures"/>.</summary>
    public required string Measure { get; init; }

    /// <summary>In words for the person: why, and what to do now.</summary>
    public required string Reason { get; init; }

    public required Guid DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Never the one who decided.</summary>
    public required Guid ApprovedBy { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>One of <see cref="RestrictionEnds"/>.</summary>
    public string? EndReason { get; set; }

    public Guid? EndedBy { get; set; }

    /// <summary>The first instant at which it no longer counts.</summary>
    public DateTimeOffset Until(HealthTrigger trigger, Outbreak outbreak) =>
        ((DateTimeOffset?[])[EndsAt, trigger.LiveUntil, trigger.WithdrawnAt, outbreak.EndsAt, EndedAt]).OfType<DateTimeOffset>().Min();
}

/// <summary>What an order can say.</summary>
public static class Measures
{
    public static IReadOnlyList<string> All { get; } = ["stay-at-home", "stay-at-site", "health-watch"];
}

/// <summary>How a restriction ended before its time.</summary>
public static class RestrictionEnds
{
    public const string Lifted = "lifted";
    public const string OutbreakOver = "outbreak-over";
    public const string TriggerWithdrawn = "trigger-withdrawn";

    public static IReadOnlyList<string> All { get; } = [Lifted, OutbreakOver, TriggerWithdrawn];
}

internal sealed class RestrictionTable : IEntityTypeConfiguration<Restriction>
{
    public void Configure(EntityTypeBuilder<Restriction> table)
    {
        table.ToTable("registry_restriction", t =>
        {
            t.HasCheckConstraint("ck_registry_restriction_two_persons", "approved_by <> decided_by");
            t.HasCheckConstraint("ck_registry_restriction_period", $"ends_at > starts_at and ends_at <= {Spans.After(table, "starts_at", HealthTrigger.LongestLife)}");
            t.HasCheckConstraint("ck_registry_restriction_measure", $"measure in ({string.Join(", ", Measures.All.Select(m => $"'{m}'"))})");
        });
        table.HasKey(r => new { r.Owner, r.Id });
        table.Property(r => r.Measure).HasMaxLength(32);
        table.Property(r => r.Reason).HasMaxLength(Restriction.LongestReason);
        table.Property(r => r.EndReason).HasMaxLength(32);
        table.HasOne<Person>().WithMany().HasForeignKey(r => new { r.Owner, r.Person }).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Outbreak>().WithMany().HasForeignKey(r => new { r.Owner, r.Outbreak }).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<HealthTrigger>().WithMany().HasForeignKey(r => new { r.Owner, r.Trigger, r.Person }).HasPrincipalKey(t => new { t.Owner, t.Id, t.Person })
            .OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(r => new { r.Owner, r.Person });
        table.HasIndex(r => new { r.Owner, r.EndsAt });
    }
}
