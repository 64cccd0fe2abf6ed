using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Checkpoints.Log;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The signatures under one shift's sheets: the fold of what was said of it.</summary>
internal sealed class SignedShift
{
    public required int Owner { get; init; }

    /// <summary><see cref="IdOf"/>.</summary>
    public required Guid Id { get; init; }

    public Guid Checkpoint { get; set; }

    public DateOnly Day { get; set; }

    public int Number { get; set; }

    public Guid? OutBy { get; set; }

    public DateTimeOffset? OutAt { get; set; }

    public string? OutDigest { get; set; }

    public Guid? InBy { get; set; }

    public DateTimeOffset? InAt { get; set; }

    public string? InDigest { get; set; }

    /// <summary>Both have signed the same figures.</summary>
    public bool IsSigned => OutDigest is not null && OutDigest == InDigest;

    /// <summary>The subject of all that is said of a shift: everybody can say it without asking.</summary>
    public static Guid IdOf(Guid checkpoint, DateOnly day, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{checkpoint:D} {day:yyyy-MM-dd} {number}")));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80); // a UUID of version 8: made by a rule of our own
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    public static SignedShift Fold(IReadOnlyList<(ShiftEvent Stored, ShiftBody Body)> said)
    {
        var (first, of) = (said[0].Stored, (OfShiftBody)said[0].Body);
        var shift = new SignedShift { Owner = first.Owner, Id = first.Subject, Checkpoint = of.Checkpoint, Day = of.Day, Number = of.Shift };
        foreach (var (stored, body) in ShiftEvent.InOrder(said, s => s.Stored))
        {
            if (body is SignedBody { Side: SignedBody.Out } giver)
                (shift.OutBy, shift.OutAt, shift.OutDigest) = (stored.By, stored.EventTime, giver.Digest);
            if (body is SignedBody { Side: SignedBody.In } taker)
                (shift.InBy, shift.InAt, shift.InDigest) = (stored.By, stored.EventTime, taker.Digest);
        }

        return shift;
    }
}

internal sealed class SignedShiftTable : IEntityTypeConfiguration<SignedShift>
{
    public const string Name = "checkpoints_shift";

    public static readonly SetTable<SignedShift> Rows = new SetTable<SignedShift>(Name, "owner", "id")
        .With("owner", s => s.Owner).With("id", s => s.Id).With("checkpoint", s => s.Checkpoint).With("day", s => s.Day).With("number", s => s.Number)
        .With("out_by", s => s.OutBy).With("out_at", s => s.OutAt).With("out_digest", s => s.OutDigest)
        .With("in_by", s => s.InBy).With("in_at", s => s.InAt).With("in_digest", s => s.InDigest);

    public void Configure(EntityTypeBuilder<SignedShift> table)
    {
        table.ToTable(Name);
        table.HasKey(s => new { s.Owner, s.Id });
        table.Property(s => s.OutDigest).HasMaxLength(64);
        table.Property(s => s.InDigest).HasMaxLength(64);
        table.Ignore(s => s.IsSigned);
        table.HasIndex(s => new { s.Owner, s.Checkpoint, s.Day });
    }
}
