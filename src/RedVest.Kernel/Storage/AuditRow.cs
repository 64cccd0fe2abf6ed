using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RedVest.Kernel.Storage;

/// <summary>One audit entry as stored. Its leaf stays when its content expires.</summary>
internal sealed record AuditRow(
    int Owner, Guid Write, int N, DateTimeOffset At, string ActorKind, Guid? ActorId, string Act, Guid? Subject, string? Detail, byte[] Salt, byte[] Leaf)
{
    public const int SaltBytes = 16;

    public static AuditRow Of(int owner, Guid write, int n, DateTimeOffset at, AuditEntry entry, byte[] salt)
    {
        var row = new AuditRow(owner, write, n, at, entry.ActorKind, entry.ActorId, entry.Act, entry.Subject, entry.Detail, salt, []);
        return row with { Leaf = row.ComputeLeaf() };
    }

    /// <summary>The leaf over everything in the row.</summary>
    public byte[] ComputeLeaf()
    {
        var content = new Canonical();
        content.Int64(Owner);
        content.Id(Write);
        content.Int64(N);
        content.Int64(Conventions.ToMicroseconds(At));
        content.Text(ActorKind);
        content.Id(ActorId);
        content.Text(Act);
        content.Id(Subject);
        content.Text(Detail);
        return Merkle.Leaf(Salt, content.Written);
    }
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> table)
    {
        table.ToTable("kernel_audit");
        table.HasKey(a => new { a.Owner, a.Write, a.N });
        table.ClusterByKey();
        table.Property(a => a.ActorKind).HasMaxLength(16);
        table.Property(a => a.Act).HasMaxLength(64);
        table.Property(a => a.Salt).HasMaxLength(AuditRow.SaltBytes);
        table.Property(a => a.Leaf).HasMaxLength(32);
        table.HasIndex(a => new { a.Owner, a.Subject }).HasFilter("subject is not null");

        // For reading what people did: rows of devices, which are most of all, are in none of these and cost nothing more.
        table.HasIndex(a => new { a.Owner, a.Write, a.N }).HasDatabaseName("ix_kernel_audit_people").HasFilter("actor_kind <> 'device'");
        table.HasIndex(a => new { a.Owner, a.ActorId, a.Write, a.N }).HasDatabaseName("ix_kernel_audit_actor").HasFilter("actor_kind <> 'device'");
        table.HasIndex(a => new { a.Owner, a.Act, a.Write, a.N }).HasDatabaseName("ix_kernel_audit_act").HasFilter("actor_kind <> 'device'");
    }
}
