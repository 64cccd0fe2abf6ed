using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>The legal frame of a response: without one in force nobody can be restricted, and nothing outlives its end.</summary>
public sealed class Outbreak
{
    /// <summary>An outbreak ends at most this long after its start; more needs a renewal by both heads.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(90);

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>What is spreading, as the order names it.</summary>
    public required string Disease { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>The order and the law it rests on.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Division prefix of its area (<see cref="DivisionRange"/>).</summary>
    public required string Area { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The first instant at which it is no longer in force.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>When it was last renewed; from then on it may last <see cref="LongestPeriod"/> again. Null: never.</summary>
    public DateTimeOffset? RenewedAt { get; set; }

    /// <summary>When it was closed before its end; null: it was not.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Where the facts come from, with the source's own dates.</summary>
    public required string SourceText { get; init; }

    public bool IsInForceAt(DateTimeOffset instant) => StartsAt <= instant && instant < EndsAt;

    internal static bool IsAllowedPeriod(DateTimeOffset startsAt, DateTimeOffset endsAt) => startsAt < endsAt && endsAt - startsAt <= LongestPeriod;
}

internal sealed class OutbreakTable : IEntityTypeConfiguration<Outbreak>
{
    public void Configure(EntityTypeBuilder<Outbreak> table)
    {
        // Hours, because a day of an interval can have 23 or 25 of them in the session's time zone.
        var latestEnd = table.Metadata.Model.Provider() == StorageProvider.Sqlite
            ? $"coalesce(renewed_at, starts_at) + {Outbreak.LongestPeriod.Ticks / TimeSpan.TicksPerMicrosecond}"
            : $"coalesce(renewed_at, starts_at) + interval '{(int)Outbreak.LongestPeriod.TotalHours} hours'";
        table.ToTable("registry_outbreak", t => t.HasCheckConstraint("ck_registry_outbreak_period", $"(ends_at > starts_at or closed_at is not null) and ends_at <= {latestEnd}"));
        table.HasKey(o => new { o.Owner, o.Id });
        table.Property(o => o.Disease).HasMaxLength(100);
        table.Property(o => o.NameZh).HasMaxLength(100);
        table.Property(o => o.NameEn).HasMaxLength(100);
        table.Property(o => o.LegalBasis).HasMaxLength(1000);
        table.Property(o => o.Area).HasMaxLength(12);
        table.Property(o => o.SourceText).HasMaxLength(4000);
    }
}
