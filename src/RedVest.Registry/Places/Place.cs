using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry;

/// <summary>Somewhere with a name where the response works: a checkpoint's site, a school, a hotel.</summary>
public sealed class Place
{
    internal const string Table = "registry_place";

    /// <summary>The kind that the checkpoint room opens; its place has the checkpoint's id.</summary>
    public const string Checkpoint = "checkpoint";

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>An open set: <c>checkpoint</c>, <c>office</c>, <c>school</c>, …</summary>
    public required string Kind { get; set; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>The 12-digit code of the division it lies in.</summary>
    public required long DivisionCode { get; set; }

    public string? Address { get; set; }

    /// <summary>The organisation that answers for it.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>WGS-84, in millionths of a degree; null with the longitude when nobody measured it.</summary>
    public int? LatitudeE6 { get; set; }

    public int? LongitudeE6 { get; set; }

    public string? ContactName { get; set; }

    /// <summary>Encrypted.</summary>
    public byte[]? Phone { get; set; }

    /// <summary>Closed. Rows that name it stay.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the edits: who edits says which state they saw.</summary>
    public int Edits { get; set; }
}

internal sealed class PlaceTable : IEntityTypeConfiguration<Place>
{
    public void Configure(EntityTypeBuilder<Place> table)
    {
        table.ToTable(Place.Table);
        table.HasKey(p => new { p.Owner, p.Id });
        table.Property(p => p.Kind).HasMaxLength(32);
        table.Property(p => p.NameZh).HasMaxLength(200); // 100 code points may take two UTF-16 units each
        table.Property(p => p.NameEn).HasMaxLength(200);
        table.Property(p => p.Address).HasMaxLength(400);
        table.Property(p => p.ContactName).HasMaxLength(200);
        table.Property(p => p.Edits).IsConcurrencyToken();
        table.HasOne<Organisation>().WithMany().HasForeignKey(p => new { p.Owner, p.OrganisationId }).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(p => new { p.Owner, p.DivisionCode });
    }
}
