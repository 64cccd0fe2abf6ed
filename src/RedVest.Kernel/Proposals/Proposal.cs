using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Proposals;

/// <summary>An act that one person wants and a second one has to agree to. Nothing has happened until then.</summary>
public sealed class Proposal
{
    public const int LongestReason = 500;

    /// <summary>Whoever does not answer in time has not agreed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Which act: <see cref="IProposalKind.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The record it is about; null when it is about none that exists.</summary>
    public Guid? Subject { get; init; }

    /// <summary>What is wanted, as the kind reads it. Sealed: it may name people.</summary>
    public required byte[] Wanted { get; init; }

    /// <summary>What it will do, as both were shown it. Sealed likewise; the approval makes it anew and compares.</summary>
    public required byte[] Effect { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>One of <see cref="ProposalOutcomes"/>; null while it waits, or when it ran out.</summary>
    public string? Outcome { get; set; }

    public Guid? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; set; }

    public bool IsOpenAt(DateTimeOffset instant) => Outcome is null && instant < ExpiresAt;
}

public static class ProposalOutcomes
{
    public const string Approved = "approved";
    public const string Refused = "refused";
    public const string Cancelled = "cancelled";

    /// <summary>Never stored: read from the time.</summary>
    public const string Expired = "expired";
}

internal sealed class ProposalTable : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> table)
    {
        table.ToTable("kernel_proposal", t =>
        {
            t.HasCheckConstraint("ck_kernel_proposal_second_person", "outcome is null or outcome <> 'approved' or answered_by <> proposed_by");
            t.HasCheckConstraint("ck_kernel_proposal_answer", "(outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null)");
        });
        table.HasKey(p => new { p.Owner, p.Id });
        table.Property(p => p.Kind).HasMaxLength(32);
        table.Property(p => p.Outcome).HasMaxLength(16);
        table.Property(p => p.Reason).HasMaxLength(Proposal.LongestReason);
        table.HasIndex(p => new { p.Owner, p.ExpiresAt });
    }
}
