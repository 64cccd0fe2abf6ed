using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Registry;

/// <summary>A unit that lends people or answers for something: a bureau, a township, a hospital, a company.</summary>
public sealed class Organisation
{
    internal const string Table = "registry_organisation";

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>An open set: <c>headquarters</c>, <c>bureau</c>, <c>township</c>, <c>hospital</c>, <c>company</c>, …</summary>
    public required string Kind { get; set; }

    public required string NameZh { get; set; }

    public required string NameEn { get; set; }

    /// <summary>The unit it belongs to; null at the top.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>The 12-digit code of the division it answers for or sits in.</summary>
    public long DivisionCode { get; set; }

    /// <summary>The 18 characters of the unified social credit code (GB 32100); null when nobody said it.</summary>
    public string? CreditCode { get; set; }

    public string? ContactName { get; set; }

    /// <summary>Encrypted.</summary>
    public byte[]? Phone { get; set; }

    /// <summary>It exists no longer, or no longer takes part. Rows that name it stay.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the edits: who edits says which state they saw.</summary>
    public int Edits { get; set; }
}

internal sealed class OrganisationTable : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> table)
    {
        table.ToTable(Organisation.Table);
        table.HasKey(o => new { o.Owner, o.Id });
        table.Property(o => o.Kind).HasMaxLength(32);
        table.Property(o => o.NameZh).HasMaxLength(200); // 100 code points may take two UTF-16 units each
        table.Property(o => o.NameEn).HasMaxLength(200);
        table.Property(o => o.CreditCode).HasMaxLength(18);
        table.Property(o => o.ContactName).HasMaxLength(200);
        table.Property(o => o.Edits).IsConcurrencyToken();
        table.HasOne<Organisation>().WithMany().HasForeignKey(o => new { o.Owner, o.ParentId }).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(o => new { o.Owner, o.DivisionCode });
    }
}
