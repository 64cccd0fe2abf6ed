using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry;

/// <summary>Somewhere with a name where the response works: a checkpoint's site, a school, a hotel.</summary>
public sealed class Place
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>An open set: <c>checkpoint</c>, <c>office</c>, <c>school</c>, …</summary>
    public required string Kind { get; set; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>The 12-digit code of the division it lies in.</summary>
    public required long DivisionCode { get; set; }
}

internal sealed class PlaceTable : IEntityTypeConfiguration<Place>
{
    public void Configure(EntityTypeBuilder<Place> table)
    {
        table.ToTable("registry_place");
        table.HasKey(p => new { p.Owner, p.Id });
        table.Property(p => p.Kind).HasMaxLength(32);
        table.Property(p => p.NameZh).HasMaxLength(100);
        table.Property(p => p.NameEn).HasMaxLength(100);
        table.HasIndex(p => new { p.Owner, p.DivisionCode });
    }
}
