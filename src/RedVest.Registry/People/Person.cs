using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.People;

/// <summary>A person an owner has met. Resolved by the server from identity evidence; a device never mints one.</summary>
public sealed class Person
{
    private string? _name;

    public required int Owner { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Clear by decision, because people search names. Up to 100 code points of any script.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            var keys = value is null ? (NameKeys?)null : NameKeys.Of(value);
            (Pinyin, Initials) = (keys?.Pinyin, keys?.Initials);
        }
    }

    /// <summary>Follows the name: people are looked up by how they are called, too.</summary>
    public string? Pinyin { get; private set; }

    /// <inheritdoc cref="Pinyin"/>
    public string? Initials { get; private set; }

    public required string DocumentKind { get; init; }

    /// <summary>Encrypted with table, column and row as associated data.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Keyed hash of kind and canonical number: equal in all owners of an installation.</summary>
    public required byte[] DocumentHash { get; init; }

    /// <summary>Last four characters, for masked lists.</summary>
    public required string DocumentTail { get; init; }

    /// <summary>The document breaks its standard: recorded all the same, and flagged.</summary>
    public required bool Unusual { get; init; }

    public byte[]? Phone { get; set; }

    public byte[]? PhoneHash { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Takes another phone, encrypted and hashed for look-up; null: none is known.</summary>
    /// <param name="keys">Of the installation.</param>
    /// <param name="canonical">As <see cref="Identifiers.PhoneNumber"/> reads it.</param>
    public void SetPhone(KeyRing keys, string? canonical) => (Phone, PhoneHash) = canonical is null
        ? (null, null)
        : (keys.Encrypt(PersonEvidence.Table, "phone", Id, Owner, canonical), keys.Hash("phone", canonical));

    /// <summary>The whole number. Whoever shows it has first said why, in the audit.</summary>
    public string OpenDocument(KeyRing keys) => keys.DecryptText(PersonEvidence.Table, "document", Id, Owner, Document);

    /// <summary>The phone; null when nobody asked for it. Whoever shows it has first said why, in the audit.</summary>
    public string? OpenPhone(KeyRing keys) => Phone is null ? null : keys.DecryptText(PersonEvidence.Table, "phone", Id, Owner, Phone);
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> table)
    {
        table.ToTable("registry_person");
        table.HasKey(p => new { p.Owner, p.Id });
        table.Property(p => p.Name).HasMaxLength(200); // 100 code points may be 200 UTF-16 units
        table.Property(p => p.DocumentKind).HasMaxLength(32);
        table.Property(p => p.DocumentHash).HasMaxLength(32);
        table.Property(p => p.DocumentTail).HasMaxLength(8);
        table.Property(p => p.PhoneHash).HasMaxLength(32);
        // By bytes on both: what lies between two keys is the same everywhere, whatever language the server speaks.
        var bytes = table.Metadata.Model.Provider() == StorageProvider.Postgres ? "C" : "BINARY";
        table.Property(p => p.Pinyin).HasMaxLength(NameKeys.LongestPinyin).UseCollation(bytes);
        table.Property(p => p.Initials).HasMaxLength(NameKeys.LongestInitials).UseCollation(bytes);
        table.HasIndex(p => new { p.Owner, p.DocumentHash }).IsUnique();
        table.HasIndex(p => new { p.Owner, p.PhoneHash }).HasFilter("phone_hash is not null");
        table.HasIndex(p => new { p.Owner, p.Pinyin });
        table.HasIndex(p => new { p.Owner, p.Initials });
        table.HasIndex(p => new { p.Owner, p.Id }).HasFilter("unusual").HasDatabaseName("ix_registry_person_unusual");
        // Nearly everybody has a resident id; a list of the others need not walk over them.
        table.HasIndex(p => new { p.Owner, p.DocumentKind, p.Id }).HasFilter("document_kind <> 'resident-id'");
    }
}
