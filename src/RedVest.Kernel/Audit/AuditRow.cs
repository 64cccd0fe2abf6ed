using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>One audit entry as stored. Its leaf stays when its content expires.</summary>
internal sealed record AuditRow(
    int Owner, Guid Write, int N, DateTimeOffset At, string ActorKind, Guid? ActorId, string Act, Guid? Subject, string? Detail, byte[] Salt, byte[] Leaf)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static AuditRow Of(int owner, Guid write, int n, DateTimeOffset at, AuditEntry entry)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var row = new AuditRow(owner, write, n, at, entry.ActorKind, entry.ActorId, entry.Act, entry.Subject, entry.Detail, salt, []);
        return row with { Leaf = row.ComputeLeaf() };
    }

    /// <summary>The leaf over everything in the row; each part is preceded by its length, so that parts cannot flow into each other.</summary>
    public byte[] ComputeLeaf()
    {
        var content = new ArrayWriter();
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

    /// <summary>A canonical form of values, for hashing.</summary>
    private ref struct ArrayWriter()
    {
        private byte[] _bytes = new byte[256];
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

        public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

        public void Id(Guid? id)
        {
            Int64(id is null ? -1 : 16);
            if (id is { } value)
                value.TryWriteBytes(Take(16), bigEndian: true, out _);
        }

        public void Text(string? text)
        {
            if (text is null)
            {
                Int64(-1);
                return;
            }

            var length = Strict.GetByteCount(text);
            Int64(length);
            Strict.GetBytes(text, Take(length));
        }

        private Span<byte> Take(int count)
        {
            if (_length + count > _bytes.Length)
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
            _length += count;
            return _bytes.AsSpan(_length - count, count);
        }
    }
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> table)
    {
        table.ToTable("kernel_audit");
        table.HasKey(a => new { a.Owner, a.Write, a.N });
        table.Property(a => a.ActorKind).HasMaxLength(16);
        table.Property(a => a.Act).HasMaxLength(64);
        table.Property(a => a.Salt).HasMaxLength(16);
        table.Property(a => a.Leaf).HasMaxLength(32);
        table.HasIndex(a => new { a.Owner, a.Subject });
    }
}
