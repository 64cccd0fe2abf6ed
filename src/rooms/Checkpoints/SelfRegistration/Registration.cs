using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Personal;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>
/// What people in a queue wrote of themselves before their turn. For the lane of this post only, found by the plate, by a document or by the number they
/// were given; after <see cref="Lifetime"/> it is read by nobody, and soon after that it is gone.
/// </summary>
internal sealed class Registration
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    private const string Table = "checkpoints_registration";

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    public required Guid Checkpoint { get; init; }

    /// <summary>What they say at the lane; unlike any other of the post that is still kept.</summary>
    public required string Number { get; init; }

    /// <summary>Keyed hash of the canonical plate; null on foot.</summary>
    public byte[]? PlateHash { get; init; }

    /// <summary>A <see cref="Written"/>, encrypted.</summary>
    public required byte[] Body { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When a lane first took it.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    public static byte[] Seal(KeyRing keys, int owner, Guid id, Written written) =>
        keys.Encrypt(Table, "body", id, owner, JsonSerializer.SerializeToUtf8Bytes(written, JsonSerializerOptions.Web));

    public Written Open(KeyRing keys) =>
        JsonSerializer.Deserialize<Written>(keys.Decrypt(Table, "body", Id, Owner, Body), JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException("A registration is empty.");

    public static byte[] HashOfPlate(KeyRing keys, string canonical) => keys.Hash("plate", canonical);
}

/// <param name="Plate">Canonical; null on foot.</param>
/// <param name="By">Who filled it in for those who cannot; null when they did it themselves.</param>
internal sealed record Written(string? Plate, IReadOnlyList<WrittenPerson> People, string? By);

/// <param name="Number">Canonical.</param>
/// <param name="Origin">Six digits of GB/T 2260; null when it was not said.</param>
/// <param name="Proxy">Somebody else filled it in.</param>
internal sealed record WrittenPerson(string Name, string Kind, string Number, string? Phone, string? Origin, bool Proxy);

/// <summary>The keyed hash of a document in a registration, to find it by.</summary>
internal sealed class RegistrationDocument
{
    public required int Owner { get; init; }

    public required Guid Registration { get; init; }

    public required int N { get; init; }

    public required byte[] Hash { get; init; }
}

internal sealed class RegistrationTable : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> table)
    {
        table.ToTable("checkpoints_registration");
        table.HasKey(r => new { r.Owner, r.Id });
        table.Property(r => r.Number).HasMaxLength(6);
        table.Property(r => r.PlateHash).HasMaxLength(32);
        table.HasIndex(r => new { r.Owner, r.Checkpoint, r.Number }).IsUnique();
        table.HasIndex(r => new { r.Owner, r.PlateHash }).HasFilter("plate_hash is not null");
        table.HasIndex(r => new { r.Owner, r.ExpiresAt });
    }
}

internal sealed class RegistrationDocumentTable : IEntityTypeConfiguration<RegistrationDocument>
{
    public void Configure(EntityTypeBuilder<RegistrationDocument> table)
    {
        table.ToTable("checkpoints_registration_document");
        table.HasKey(d => new { d.Owner, d.Registration, d.N });
        table.Property(d => d.Hash).HasMaxLength(32);
        table.HasIndex(d => new { d.Owner, d.Hash });
        table.HasOne<Registration>().WithMany().HasForeignKey(d => new { d.Owner, d.Registration }).OnDelete(DeleteBehavior.Cascade);
    }
}
