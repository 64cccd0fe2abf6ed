using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// One sign-in of one user. The cookie holds the session's id and a random secret, the table only the secret's hash: nothing is signed or
/// encrypted with a key that could leak, every node can check it, and signing out ends it for a stolen copy too.
/// </summary>
internal sealed class Session
{
    /// <summary>A long shift with its handovers.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(14);

    private const int SecretLength = 32;

    public int Owner { get; init; } = Owners.Installation;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required byte[] SecretHash { get; init; }

    /// <summary>The user's security stamp at the start.</summary>
    public required string Stamp { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public static (Session Session, string Cookie) Begin(User user, DateTimeOffset now, Guid id)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        var session = new Session { Id = id, UserId = user.Id, SecretHash = SHA256.HashData(secret), Stamp = user.SecurityStamp, EndsAt = now + Life };
        return (session, Base64Url.EncodeToString([.. Conventions.ToBytes(id), .. secret]));
    }

    /// <summary>What a cookie says; null when it is not one of ours.</summary>
    public static (Guid Id, byte[] Secret)? Read(string cookie)
    {
        Span<byte> bytes = stackalloc byte[16 + SecretLength];
        return Tokens.TryDecode(cookie, bytes) ? (Conventions.ToGuid(bytes[..16].ToArray()), bytes[16..].ToArray()) : null;
    }

    /// <summary>A session with its user, whether it still holds or not; null when it was ended.</summary>
    public static async Task<(Session Session, User User)?> FindAsync(RedVestDb db, Guid id, CancellationToken cancellationToken)
    {
        var found = await db.Set<Session>().AsNoTracking()
            .Where(s => s.Owner == Owners.Installation && s.Id == id)
            .Join(db.Set<User>(), s => new { s.Owner, Id = s.UserId }, u => new { u.Owner, u.Id }, (session, user) => new { session, user })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.session, found.user);
    }

    /// <summary>Whether a secret opens this session of this user now.</summary>
    public bool IsOpenedBy(byte[] secret, User user, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), SecretHash) && HoldsFor(user, now);

    public bool HoldsFor(User user, DateTimeOffset now) =>
        now < EndsAt && user.DisabledAt is null && string.Equals(Stamp, user.SecurityStamp, StringComparison.Ordinal);
}

internal sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> table)
    {
        table.ToTable("kernel_session");
        table.HasKey(s => new { s.Owner, s.Id });
        table.Property(s => s.SecretHash).HasMaxLength(32);
        table.Property(s => s.Stamp).HasMaxLength(64);
        table.HasOne<User>().WithMany().HasForeignKey(s => new { s.Owner, s.UserId }).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(s => new { s.Owner, s.UserId });
    }
}
