using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry;

/// <summary>A unit that lends people or answers for something: a bureau, a township, a hospital, a company.</summary>
public sealed class Organisation
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>An open set: <c>headquarters</c>, <c>bureau</c>, <c>township</c>, <c>hospital</c>, <c>company</c>, …</summary>
    public required string Kind { get; set; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>The unit it belongs to; null at the top.</summary>
    public Guid? ParentId { get; set; }
}

internal sealed class OrganisationTable : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> table)
    {
        table.ToTable("registry_organisation");
        table.HasKey(o => new { o.Owner, o.Id });
        table.Property(o => o.Kind).HasMaxLength(32);
        table.Property(o => o.NameZh).HasMaxLength(100);
        table.Property(o => o.NameEn).HasMaxLength(100);
        table.HasOne<Organisation>().WithMany().HasForeignKey(o => new { o.Owner, o.ParentId }).OnDelete(DeleteBehavior.Restrict);
    }
}
