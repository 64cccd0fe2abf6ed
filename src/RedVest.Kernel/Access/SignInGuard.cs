using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>
/// Counts wrong passwords of one user name, whether anybody has that name or not: so a lock tells nothing about who exists.
/// The version makes two nodes that count at once try again, so that no guess goes uncounted.
/// </summary>
internal sealed class SignInGuard
{
    public const int TriesBeforeLock = 5;

    private static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLock = TimeSpan.FromHours(1);

    /// <summary>After a day without a wrong password a name starts afresh.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    public int Owner { get; init; } = Owners.Installation;

    /// <summary>SHA-256 of the normalised name: what strangers type is not kept.</summary>
    public required byte[] Name { get; init; }

    public int Wrong { get; private set; }

    /// <summary>How often it was locked: each lock doubles the next.</summary>
    public int Locks { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public DateTimeOffset At { get; private set; }

    public long Version { get; private set; }

    public static byte[] KeyOf(string normalizedName) => SHA256.HashData(Encoding.UTF8.GetBytes(normalizedName));

    /// <summary>Seconds until the next try is let in; 0 when it may come now.</summary>
    public int WaitAt(DateTimeOffset now) => LockedUntil > now ? (int)Math.Ceiling((LockedUntil.Value - now).TotalSeconds) : 0;

    public void CountWrong(DateTimeOffset now)
    {
        if (now - At > Memory)
            (Wrong, Locks) = (0, 0);
        (Wrong, At, Version) = (Wrong + 1, now, Version + 1);
        if (Wrong < TriesBeforeLock)
            return;
        LockedUntil = now + TimeSpan.FromTicks(Math.Min(LongestLock.Ticks, FirstLock.Ticks << Math.Min(Locks, 10)));
        (Wrong, Locks) = (0, Locks + 1);
    }
}

internal sealed class SignInGuardTable : IEntityTypeConfiguration<SignInGuard>
{
    public void Configure(EntityTypeBuilder<SignInGuard> table)
    {
        table.ToTable("kernel_sign_in_guard");
        table.HasKey(g => new { g.Owner, g.Name });
        table.Property(g => g.Name).HasMaxLength(32);
        table.Property(g => g.Version).IsConcurrencyToken();
        table.HasIndex(g => new { g.Owner, g.At });
    }
}
