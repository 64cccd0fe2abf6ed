using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Certificates;
using RedVest.Kernel.Personal;

namespace RedVest.Checkpoints.Commuting;

/// <summary>
/// A pass of somebody who comes and goes every day (通勤证): who, for which employer, at which posts, on what conditions, from when to when. A person
/// has one that has not ended; renewing moves its end, ending it makes room for another.
/// </summary>
internal sealed class CommuterPass
{
    private const string Table = "checkpoints_pass";

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Eight digits, as printed and as said on the telephone.</summary>
    public required string Number { get; init; }

    public required Guid Person { get; init; }

    /// <summary>An organisation of the registry.</summary>
    public required Guid Employer { get; init; }

    /// <summary>Where the person lives; encrypted. Null when nobody asked.</summary>
    public byte[]? Residence { get; init; }

    /// <summary>The car the person usually comes in, canonical: it brings its holder on the first day, too.</summary>
    public string? Plate { get; set; }

    /// <summary>Ids of checkpoints, parted by spaces.</summary>
    public required string Posts { get; set; }

    /// <summary>A <see cref="PassConditions"/> as JSON.</summary>
    public required string Conditions { get; set; }

    /// <summary>First local day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last local day.</summary>
    public required DateOnly ValidTo { get; set; }

    /// <summary>One of <see cref="PassStates"/> that are kept: active, suspended, ended. Expired and the like are computed.</summary>
    public required string State { get; set; }

    /// <summary>Why it was suspended or ended; null while it is active.</summary>
    public string? Reason { get; set; }

    /// <summary>What the employer confirmed it by.</summary>
    public required string EmployerProof { get; set; }

    /// <summary>What the community of residence confirmed it by.</summary>
    public required string CommunityProof { get; set; }

    /// <summary>The outbreak it was issued in; null outside of one.</summary>
    public Guid? Outbreak { get; init; }

    public required Guid? IssuedBy { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public Guid? ChangedBy { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public Guid[] PostIds => [.. Posts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public PassTerms Terms => new(State, ValidFrom, ValidTo, PostIds, ReadConditions(Conditions));

    public string? OpenResidence(KeyRing keys) => Residence is null ? null : keys.DecryptText(Table, "residence", Id, Owner, Residence);

    public static byte[] SealResidence(KeyRing keys, int owner, Guid id, string residence) => keys.Encrypt(Table, "residence", id, owner, residence);

    public static string Join(IEnumerable<Guid> posts) => string.Join(' ', posts.Distinct().Order());

    public static string Write(PassConditions conditions) => JsonSerializer.Serialize(conditions, JsonSerializerOptions.Web);

    public static PassConditions ReadConditions(string json) => JsonSerializer.Deserialize<PassConditions>(json, JsonSerializerOptions.Web) ?? new PassConditions();
}

internal sealed class CommuterPassTable : IEntityTypeConfiguration<CommuterPass>
{
    public const int LongestProof = 200;

    public void Configure(EntityTypeBuilder<CommuterPass> table)
    {
        table.ToTable("checkpoints_pass", t => t.HasCheckConstraint("ck_checkpoints_pass_period", "valid_to >= valid_from"));
        table.HasKey(p => new { p.Owner, p.Id });
        table.Ignore(p => p.PostIds);
        table.Ignore(p => p.Terms);
        table.Property(p => p.Number).HasMaxLength(8);
        table.Property(p => p.Plate).HasMaxLength(32);
        table.Property(p => p.State).HasMaxLength(16);
        table.Property(p => p.Reason).HasMaxLength(500);
        table.Property(p => p.EmployerProof).HasMaxLength(LongestProof);
        table.Property(p => p.CommunityProof).HasMaxLength(LongestProof);
        table.HasIndex(p => new { p.Owner, p.Number }).IsUnique();
        // Issued twice to one person: the second one loses, on whichever node.
        table.HasIndex(p => new { p.Owner, p.Person }).IsUnique().HasFilter("state <> 'ended'");
        table.HasIndex(p => new { p.Owner, p.Plate }).HasFilter("plate is not null");
    }
}
