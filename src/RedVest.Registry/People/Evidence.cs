using RedVest.Kernel.Personal;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.People;

/// <summary>What a presented document says of a person, ready to be looked up or to become a new row.</summary>
/// <param name="Document">Canonical.</param>
/// <param name="Hash">Of kind and canonical number.</param>
/// <param name="Name">As said; null when nobody asked.</param>
/// <param name="Phone">Canonical; null when nobody asked.</param>
public sealed record PersonEvidence(DocumentNumber Document, byte[] Hash, string? Name, string? Phone)
{
    /// <summary>Reads and hashes; it belongs outside of the batch.</summary>
    /// <param name="keys">Hash keys of the installation.</param>
    /// <param name="document">Canonical.</param>
    /// <param name="name">As said; null when nobody asked.</param>
    /// <param name="phone">Any form; null when nobody asked.</param>
    public static PersonEvidence Of(KeyRing keys, DocumentNumber document, string? name, string? phone) =>
        new(document, HashOf(keys, document), name, phone is null ? null : PhoneNumber.Read(phone).Number);

    /// <summary>The row of somebody this owner has not met: number and phone are encrypted for it.</summary>
    public Person ToPerson(KeyRing keys, int owner, Guid id, DateTimeOffset at) => new()
    {
        Owner = owner,
        Id = id,
        Name = Name,
        DocumentKind = Document.Kind,
        Document = keys.Encrypt(Table, "document", id, owner, Document.Number),
        DocumentHash = Hash,
        DocumentTail = Document.Tail,
        Unusual = Document.Unusual,
        Phone = Phone is null ? null : keys.Encrypt(Table, "phone", id, owner, Phone),
        PhoneHash = Phone is null ? null : keys.Hash("phone", Phone),
        CreatedAt = at,
    };

    /// <summary>The keyed hash under which a document is looked up.</summary>
    public static byte[] HashOf(KeyRing keys, DocumentNumber document) => keys.Hash(document.Kind, document.Number);

    internal const string Table = "registry_person";
}

/// <summary>A person as the lane needs them: who, and what stands of them.</summary>
public sealed class KnownPerson
{
    private readonly List<Standing> _standing = [];
    private List<Guid>? _others;

    public required Guid Id { get; init; }

    public required string? Name { get; init; }

    public required string Tail { get; init; }

    public required bool Unusual { get; init; }

    /// <summary>This owner had a row of them before this batch.</summary>
    public required bool WasKnown { get; init; }

    public IReadOnlyList<Standing> Standing => _standing;

    /// <summary>Whether an entry of the register is this person: this one, or one merged with it.</summary>
    public bool Is(Guid person) => person == Id || _others?.Contains(person) == true;

    internal void IsAlso(Guid person) => (_others ??= []).Add(person);

    /// <summary>Read by document and by id in one batch, a person comes twice; of several entries of one person the strictest counts.</summary>
    internal void Add(Standing facet)
    {
        var at = _standing.FindIndex(known => known.Facet == facet.Facet);
        if (at < 0)
            _standing.Add(facet);
        else if (facet.IsStricterThan(_standing[at]))
            _standing[at] = facet;
    }
}

/// <summary>A vehicle as the lane needs it.</summary>
public sealed record KnownVehicle(Guid Id, string Plate, bool Unusual, bool WasKnown, string? PlateColour = null, string? Kind = null)
{
    /// <summary>Whether what is said now can be the vehicle that was met first. What either side does not say differs from nothing.</summary>
    public bool IsLike(string? plateColour, string? kind) =>
        (plateColour is null || PlateColour is null || plateColour == PlateColour) && (kind is null || Kind is null || kind == Kind);
}
