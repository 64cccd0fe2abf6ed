using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.Households;

/// <summary>Those who live behind one door.</summary>
public sealed class Household
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The 12-digit code of the village or community.</summary>
    public required long DivisionCode { get; set; }

    /// <summary>The number a village gave it; null where doors have addresses only.</summary>
    public string? Number { get; set; }

    /// <summary>Clear, because people search addresses.</summary>
    public required string Address { get; set; }

    /// <summary>What it is recognised by: its number in its division, else its address there. Unique among those that stand.</summary>
    public required Guid Key { get; set; }

    /// <summary>The head (户主), one of the members.</summary>
    public Guid? HeadId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nobody lives here any more.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the edits: who edits says which state they saw.</summary>
    public int Edits { get; set; }

    /// <summary>The key of a number or an address; any width and blanks.</summary>
    public static Guid KeyOf(long division, string? number, string address)
    {
        var said = string.IsNullOrWhiteSpace(number) ? "a" + Narrow.Form(address) : "n" + Narrow.Form(number);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{division}\n{said}"))).AsSpan(0, 16), bigEndian: true);
    }
}

/// <summary>That a person lives in a household, from and until when. One at a time: a unique key says so.</summary>
public sealed class HouseholdMember
{
    public required int Owner { get; init; }

    public required Guid Person { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required Guid Household { get; init; }

    /// <summary>To the head, an open set: <c>head</c>, <c>spouse</c>, <c>child</c>, <c>parent</c>, …</summary>
    public required string Relation { get; set; }

    public DateTimeOffset? Until { get; set; }
}

internal sealed class HouseholdTable : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> table)
    {
        table.ToTable("registry_household");
        table.HasKey(h => new { h.Owner, h.Id });
        table.Property(h => h.Number).HasMaxLength(32);
        table.Property(h => h.Address).HasMaxLength(400);
        table.Property(h => h.Edits).IsConcurrencyToken();
        table.HasIndex(h => new { h.Owner, h.Key }).IsUnique().HasFilter("ended_at is null");
        table.HasIndex(h => new { h.Owner, h.DivisionCode });
    }
}

internal sealed class HouseholdMemberTable : IEntityTypeConfiguration<HouseholdMember>
{
    public void Configure(EntityTypeBuilder<HouseholdMember> table)
    {
        table.ToTable("registry_household_member", t => t.HasCheckConstraint("ck_registry_household_member_period", "until is null or until >= since"));
        table.HasKey(m => new { m.Owner, m.Person, m.Since });
        table.Property(m => m.Relation).HasMaxLength(32);
        table.HasIndex(m => new { m.Owner, m.Person }).IsUnique().HasFilter("until is null");
        table.HasIndex(m => new { m.Owner, m.Household });
        table.HasOne<Household>().WithMany().HasForeignKey(m => new { m.Owner, m.Household }).OnDelete(DeleteBehavior.Restrict);
    }
}
