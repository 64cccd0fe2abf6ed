using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry.People;

/// <summary>A vehicle an owner has met, resolved by its canonical plate.</summary>
public sealed class Vehicle
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Upper case, half width, without separators.</summary>
    public required string Plate { get; init; }

    public string? PlateColour { get; set; }

    public string? Kind { get; set; }

    /// <summary>The company or unit it belongs to; null when nobody said it.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>The plate breaks GA 36: recorded all the same, and flagged.</summary>
    public required bool Unusual { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class VehicleTable : IEntityTypeConfiguration<Vehicle>
{
    public void Configure(EntityTypeBuilder<Vehicle> table)
    {
        table.ToTable("registry_vehicle");
        table.HasKey(v => new { v.Owner, v.Id });
        table.Property(v => v.Plate).HasMaxLength(32);
        table.Property(v => v.PlateColour).HasMaxLength(16);
        table.Property(v => v.Kind).HasMaxLength(32);
        table.HasIndex(v => new { v.Owner, v.Plate }).IsUnique();
    }
}
