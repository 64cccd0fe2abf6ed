using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Rules;

/// <summary>One person's word for a pack: written by the person's own act, signed by the installation, verified whenever the pack is read.</summary>
public sealed class PackSignature
{
    /// <summary>Who answers for the rules.</summary>
    public const string ByOwner = "owner";

    /// <summary>Another person, who looked at them again.</summary>
    public const string ByApprover = "approver";

    public int Owner { get; init; } = Owners.Installation;

    public required string PackId { get; init; }

    public required int PackVersion { get; init; }

    /// <summary><see cref="ByOwner"/> or <see cref="ByApprover"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The user.</summary>
    public required Guid Person { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Over the pack's digest, its instant, role, person and time.</summary>
    public required byte[] Signature { get; init; }
}

internal sealed class PackSignatureTable : IEntityTypeConfiguration<PackSignature>
{
    public void Configure(EntityTypeBuilder<PackSignature> table)
    {
        table.ToTable("kernel_pack_signature");
        table.HasKey(s => new { s.Owner, s.PackId, s.PackVersion, s.Role });
        table.Property(s => s.PackId).HasMaxLength(64);
        table.Property(s => s.Role).HasMaxLength(16);
        table.Property(s => s.Signature).HasMaxLength(64);
    }
}

/// <summary>Makes and verifies the signatures under packs, with a key of the installation.</summary>
public sealed class PackSeals(SigningKeys keys)
{
    private SigningKey Key => keys.For("pack");

    internal PackSignature Sign(PackRow pack, string role, Guid person, DateTimeOffset at) => new()
    {
        PackId = pack.Id,
        PackVersion = pack.Version,
        Role = role,
        Person = person,
        At = at,
        Signature = Key.Sign(Statement(pack, role, person, at)),
    };

    /// <summary>The instant from which two different persons' signatures hold; null: they do not, and the pack decides nothing.</summary>
    internal DateTimeOffset? HoldsFrom(PackRow pack, IEnumerable<PackSignature> signatures)
    {
        var held = signatures.Where(s => s.PackId == pack.Id && s.PackVersion == pack.Version && Holds(pack, s)).ToList();
        var (owner, approver) = (held.Find(s => s.Role == PackSignature.ByOwner), held.Find(s => s.Role == PackSignature.ByApprover));
        return owner is null || approver is null || owner.Person == approver.Person ? null
            : pack.EffectiveFrom > approver.At ? pack.EffectiveFrom
            : approver.At;
    }

    internal bool Holds(PackRow pack, PackSignature s) =>
        pack.Sha256.AsSpan().SequenceEqual(PackRow.Hash(pack.Text)) && Key.Verify(Statement(pack, s.Role, s.Person, s.At), s.Signature);

    private static byte[] Statement(PackRow pack, string role, Guid person, DateTimeOffset at) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"redvest-pack-1\n{pack.Id}\n{pack.Version}\n{Convert.ToHexString(pack.Sha256)}\n{Conventions.ToMicroseconds(pack.EffectiveFrom)}\n{role}\n{person:D}\n{Conventions.ToMicroseconds(at)}"));
}
