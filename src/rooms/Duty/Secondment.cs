using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;

namespace RedVest.Duty;

/// <summary>
/// A home unit lends a person to a post for a time. A person has one secondment at a time; a move ends one and begins the next. Political status
/// stands here and nowhere else: it is asked for a post's strength, never where the person is known.
/// </summary>
public sealed class Secondment
{
    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>A staff member of the registry.</summary>
    public required Guid Person { get; init; }

    /// <summary>The organisation that lends the person and goes on paying.</summary>
    public required Guid HomeUnit { get; init; }

    public required Guid Post { get; init; }

    /// <summary>What the person does there, an open set: <c>post-head</c>, <c>shift-leader</c>, <c>lane-officer</c>, <c>sampler</c>, …</summary>
    public required string Function { get; init; }

    /// <summary>The crew (A to D); null for those who work in none.</summary>
    public string? Crew { get; init; }

    /// <summary>One of <see cref="PoliticalStatus"/>.</summary>
    public required string PoliticalStatus { get; init; }

    /// <summary>The first instant at the post.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant no longer there; null for open end.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>Why it ended before its time; null while it runs, and when it ran out.</summary>
    public string? EndReason { get; set; }

    /// <summary>Whom to call in the home unit, name and number, encrypted; null when nobody was named.</summary>
    public byte[]? Contact { get; init; }

    public bool IsInForce(DateTimeOffset at) => From <= at && (Until is null || Until > at);

    /// <summary>The same for queries.</summary>
    public static Expression<Func<Secondment, bool>> InForceAt(DateTimeOffset at) => s => s.From <= at && (s.Until == null || s.Until > at);

    /// <summary>Whether two periods share an instant.</summary>
    public bool Overlaps(DateTimeOffset from, DateTimeOffset? until) => From < (until ?? DateTimeOffset.MaxValue) && from < (Until ?? DateTimeOffset.MaxValue) && !IsEmpty;

    /// <summary>Ended before it began.</summary>
    private bool IsEmpty => Until <= From;

    internal static byte[]? Seal(KeyRing keys, int owner, Guid id, string? contact) =>
        string.IsNullOrWhiteSpace(contact) ? null : keys.Encrypt("duty_secondment", "contact", id, owner, contact.Trim());

    internal string? OpenContact(KeyRing keys) => Contact is null ? null : keys.DecryptText("duty_secondment", "contact", Id, Owner, Contact);
}

internal sealed class SecondmentTable : IEntityTypeConfiguration<Secondment>
{
    public void Configure(EntityTypeBuilder<Secondment> table)
    {
        table.ToTable("duty_secondment", t => t.HasCheckConstraint("ck_duty_secondment_period", "until is null or until >= \"from\""));
        table.HasKey(s => new { s.Owner, s.Id });
        table.Property(s => s.Function).HasMaxLength(Words.Longest);
        table.Property(s => s.Crew).HasMaxLength(SecondPerson.LongestCrew);
        table.Property(s => s.PoliticalStatus).HasMaxLength(Words.Longest);
        table.Property(s => s.EndReason).HasMaxLength(Reasons.Longest);
        table.HasIndex(s => new { s.Owner, s.Post, s.From });
        table.HasIndex(s => new { s.Owner, s.Person });
    }
}
