using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry;

/// <summary>Somebody who works in the response: the officer named in a lane's record. Not an account, and no political status.</summary>
public sealed class StaffMember
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The home unit that lends this person; null when unknown.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>Where this person works now; null: not posted.</summary>
    public Guid? PlaceId { get; set; }

    /// <summary>What this person does there, an open set: <c>post-head</c>, <c>shift-leader</c>, <c>lane-officer</c>, <c>sampler</c>, …</summary>
    public string? Post { get; set; }

    public bool Active { get; set; } = true;
}

internal sealed class StaffTable : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> table)
    {
        table.ToTable("registry_staff");
        table.HasKey(s => new { s.Owner, s.Id });
        table.Property(s => s.Name).HasMaxLength(200); // 100 code points may take two UTF-16 units each
        table.Property(s => s.Post).HasMaxLength(32);
        table.HasOne<Organisation>().WithMany().HasForeignKey(s => new { s.Owner, s.OrganisationId }).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Place>().WithMany().HasForeignKey(s => new { s.Owner, s.PlaceId }).OnDelete(DeleteBehavior.Restrict);
    }
}
