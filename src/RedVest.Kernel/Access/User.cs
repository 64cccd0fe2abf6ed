using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>A person who signs in at a desk. Users belong to the installation (owner 0).</summary>
public sealed class User
{
    public int Owner { get; init; } = Owners.Installation;

    public required Guid Id { get; init; }

    /// <summary>The owner whose rows this user works on; only its administrators see this user. 0 until first set-up.</summary>
    public required int Home { get; set; }

    public required string UserName { get; set; }

    /// <summary>As compared; unique in the installation.</summary>
    public string NormalizedUserName { get; set; } = "";

    public required string Name { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Whether the password is a one-time one, made by the program: until it is changed nothing else is allowed.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Changes with the password and when the user is disabled; sessions that began under another stamp are over.</summary>
    public string SecurityStamp { get; set; } = "";

    public Guid Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    public string? DisabledReason { get; set; }
}

internal sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> table)
    {
        table.ToTable("kernel_user", t => t.HasCheckConstraint("ck_kernel_user_owner", "owner = 0"));
        table.HasKey(u => new { u.Owner, u.Id });
        table.Property(u => u.UserName).HasMaxLength(UserNames.Longest);
        table.Property(u => u.NormalizedUserName).HasMaxLength(UserNames.Longest);
        table.Property(u => u.Name).HasMaxLength(100);
        table.Property(u => u.PasswordHash).HasMaxLength(200);
        table.Property(u => u.SecurityStamp).HasMaxLength(64);
        table.Property(u => u.DisabledReason).HasMaxLength(Reasons.Longest);
        table.Property(u => u.Version).IsConcurrencyToken();
        table.HasIndex(u => new { u.Owner, u.NormalizedUserName }).IsUnique();
        table.HasIndex(u => new { u.Owner, u.Home, u.NormalizedUserName });
    }
}
