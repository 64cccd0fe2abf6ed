using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>A division of the country, from province to village: a plain fact, the same for all owners.</summary>
public sealed class Division
{
    /// <summary>Always the installation: every owner reads the same list.</summary>
    public int Owner { get; init; } = Owners.Installation;

    /// <summary>GB/T 2260 and the statistical code, 12 digits: all below a division lie in one range (<see cref="DivisionRange"/>).</summary>
    public required long Code { get; init; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>1 province, 2 city, 3 county, 4 town, 5 village.</summary>
    public required int Level { get; set; }
}

internal sealed class DivisionTable : IEntityTypeConfiguration<Division>
{
    public void Configure(EntityTypeBuilder<Division> table)
    {
        table.ToTable("registry_division", t =>
        {
            t.HasCheckConstraint("ck_registry_division_code", "code between 110000000000 and 999999999999");
            t.HasCheckConstraint("ck_registry_division_level", "level between 1 and 5");
        });
        table.HasKey(d => new { d.Owner, d.Code });
        table.Property(d => d.NameZh).HasMaxLength(100);
        table.Property(d => d.NameEn).HasMaxLength(100);
    }
}
