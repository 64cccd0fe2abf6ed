using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Checkpoints.Posts;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// Two passages that cannot both be right: one plate or one person at two places sooner than anybody can drive. A hint for a person: a plate
/// may be misread or forged, a document borrowed, a clock wrong. Nobody is refused for it.
/// </summary>
/// <param name="Kind"><see cref="PlateShared"/> or <see cref="PersonElsewhere"/>.</param>
/// <param name="N">The occupant; 0: the vehicle.</param>
/// <param name="BetweenSeconds">Between the two; 0 when they overlap.</param>
/// <param name="NeededSeconds">What it takes at least.</param>
internal sealed record Doubt(
    int Owner, Guid Passage, string Kind, int N, Guid Other, DateTimeOffset OtherAt, Guid OtherPost, int BetweenSeconds, int NeededSeconds)
{
    public const string PlateShared = "plate-shared";
    public const string PersonElsewhere = "person-elsewhere";

    /// <summary>Faster than any road through these hills allows; so only the impossible is named.</summary>
    private const double KilometresAnHour = 120;

    /// <summary>From one lane to another of the same post, or between posts whose place nobody measured.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>The shortest time from one post to another.</summary>
    public static TimeSpan Needed(KnownCheckpoint from, KnownCheckpoint to) =>
        from.Id == to.Id || from.Location is not { } here || to.Location is not { } there
            ? Least
            : Max(Least, TimeSpan.FromHours(here.KilometresTo(there) / KilometresAnHour));

    /// <summary>Whether two passages cannot both be right. In one lane they follow one another, however quickly: the same car checked twice.</summary>
    /// <returns>Null: they can. Else the time between them and the time it takes.</returns>
    public static (TimeSpan Between, TimeSpan Needed)? Between(Seen one, Seen other, OwnerBook book)
    {
        if (one.Lane == other.Lane || book.Checkpoint(one.Checkpoint) is not { } here || book.Checkpoint(other.Checkpoint) is not { } there)
            return null;
        var (first, second) = one.From <= other.From ? (one, other) : (other, one);
        var between = Max(TimeSpan.Zero, second.From - first.Until);
        var needed = Needed(here, there);
        return between < needed ? (between, needed) : null;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Where and when a passage was: from its first event to its verdict.</summary>
    internal sealed record Seen(Guid Passage, Guid Checkpoint, Guid Lane, DateTimeOffset From, DateTimeOffset Until);
}

internal sealed class DoubtTable : IEntityTypeConfiguration<Doubt>
{
    public void Configure(EntityTypeBuilder<Doubt> table)
    {
        table.ToTable("checkpoints_doubt");
        table.HasKey(d => new { d.Owner, d.Passage, d.Kind, d.N, d.Other });
        table.Property(d => d.Kind).HasMaxLength(32);
        table.HasIndex(d => new { d.Owner, d.Other });
    }
}
