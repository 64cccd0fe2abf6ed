using RedVest.Kernel.Personal;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.People;

/// <summary>What a presented document says of a person, ready to be looked up or to become a new row.</summary>
/// <param name="NewId">The id the person gets if this owner has not met them.</param>
/// <param name="Document">Already encrypted for the row of <paramref name="NewId"/>.</param>
/// <param name="Hash">Of kind and canonical number.</param>
public sealed record PersonEvidence(
    Guid NewId, string Kind, byte[] Hash, byte[] Document, string Tail, bool Unusual, string? Name, byte[]? Phone, byte[]? PhoneHash)
{
    /// <summary>Reads, hashes and encrypts; costly, so it belongs outside of the batch.</summary>
    /// <param name="keys">Hash and encryption keys of the installation.</param>
    /// <param name="owner">Whose person it would become.</param>
    /// <param name="newId">A fresh id.</param>
    /// <param name="document">Canonical.</param>
    /// <param name="name">As said; null when nobody asked.</param>
    /// <param name="phone">Any form; null when nobody asked.</param>
    public static PersonEvidence Of(KeyRing keys, int owner, Guid newId, DocumentNumber document, string? name, string? phone)
    {
        var canonicalPhone = phone is null ? null : PhoneNumber.Read(phone).Number;
        return new PersonEvidence(
            newId,
            document.Kind,
            HashOf(keys, document),
            keys.Encrypt(Table, "document", newId, owner, document.Number),
            document.Tail,
            document.Unusual,
            name,
            canonicalPhone is null ? null : keys.Encrypt(Table, "phone", newId, owner, canonicalPhone),
            canonicalPhone is null ? null : keys.Hash("phone", canonicalPhone));
    }

    /// <summary>The keyed hash under which a document is looked up.</summary>
    public static byte[] HashOf(KeyRing keys, DocumentNumber document) => keys.Hash(document.Kind, document.Number);

    internal const string Table = "registry_person";
}

/// <summary>A person as the lane needs them: who, and what stands of them.</summary>
public sealed class KnownPerson
{
    private readonly List<Standing> _standing = [];

    public required Guid Id { get; init; }

    public required string? Name { get; init; }

    public required string Tail { get; init; }

    public required bool Unusual { get; init; }

    /// <summary>This owner had a row of them before this batch.</summary>
    public required bool WasKnown { get; init; }

    public IReadOnlyList<Standing> Standing => _standing;

    /// <summary>Read by document and by id in one batch, a person comes twice.</summary>
    internal void Add(Standing facet)
    {
        if (!_standing.Exists(known => known.Facet == facet.Facet))
            _standing.Add(facet);
    }
}

/// <summary>A vehicle as the lane needs it.</summary>
public sealed record KnownVehicle(Guid Id, string Plate, bool Unusual, bool WasKnown);
