using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>A role of a user, over a scope, for a period. Never changed but by being ended.</summary>
public sealed class Grant
{
    public int Owner { get; init; } = Owners.Installation;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Role Role { get; init; }

    public required ScopeKind ScopeKind { get; init; }

    /// <summary>A division code, or the id of a place, organisation or task list.</summary>
    public required string Scope { get; init; }

    public required DateTimeOffset HoldsFrom { get; init; }

    /// <summary>The first instant at which it no longer holds; null for open end.</summary>
    public DateTimeOffset? HoldsUntil { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedReason { get; set; }

    /// <summary>Whether a grant holds at an instant.</summary>
    public static Expression<Func<Grant, bool>> HoldsAt(DateTimeOffset now) =>
        g => g.EndedAt == null && g.HoldsFrom <= now && (g.HoldsUntil == null || g.HoldsUntil > now);
}

internal sealed class GrantTable : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> table)
    {
        table.ToTable("kernel_grant");
        table.HasKey(g => new { g.Owner, g.Id });
        table.Property(g => g.Role).HasConversion<string>().HasMaxLength(20);
        table.Property(g => g.ScopeKind).HasConversion<string>().HasMaxLength(20);
        table.Property(g => g.Scope).HasMaxLength(64);
        table.Property(g => g.EndedReason).HasMaxLength(Reasons.Longest);
        table.HasOne<User>().WithMany().HasForeignKey(g => new { g.Owner, g.UserId }).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(g => new { g.Owner, g.UserId });
    }
}
