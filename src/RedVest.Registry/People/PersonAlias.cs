using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.People;

/// <summary>
/// Says that two rows are one person. Records keep the id they were made with; readers resolve the set. Taking the row away is all that undoing needs.
/// </summary>
internal sealed class PersonAlias
{
    public required int Owner { get; init; }

    /// <summary>Who is shown under another from now on, with whomever was merged into them before.</summary>
    public required Guid Person { get; init; }

    public required Guid IntoPerson { get; init; }

    /// <summary>Under whom the whole set is shown; follows from <see cref="IntoPerson"/> and is kept so that a set is read without a walk.</summary>
    public required Guid Root { get; set; }

    public required DateTimeOffset MergedAt { get; init; }

    public required Guid? MergedBy { get; init; }

    public required string Reason { get; init; }
}

internal sealed class PersonAliasTable : IEntityTypeConfiguration<PersonAlias>
{
    public void Configure(EntityTypeBuilder<PersonAlias> table)
    {
        table.ToTable("registry_person_alias", t => t.HasCheckConstraint("ck_registry_person_alias_other", "into_person <> person and root <> person"));
        table.HasKey(a => new { a.Owner, a.Person });
        table.Property(a => a.Reason).HasMaxLength(500);
        table.HasIndex(a => new { a.Owner, a.Root });
    }
}

/// <summary>Reads who is whom.</summary>
internal static class PersonSets
{
    /// <summary>Everybody who is this person, under whom they are shown first.</summary>
    public static async Task<Guid[]> OfAsync(RedVestDb db, int owner, Guid person, CancellationToken cancellationToken)
    {
        var root = await RootOfAsync(db, owner, person, cancellationToken);
        return [root, .. await db.Set<PersonAlias>().AsNoTracking().Where(a => a.Owner == owner && a.Root == root).OrderBy(a => a.MergedAt).Select(a => a.Person).ToListAsync(cancellationToken)];
    }

    public static async Task<Guid> RootOfAsync(RedVestDb db, int owner, Guid person, CancellationToken cancellationToken) =>
        await db.Set<PersonAlias>().AsNoTracking().Where(a => a.Owner == owner && a.Person == person).Select(a => (Guid?)a.Root).SingleOrDefaultAsync(cancellationToken) ?? person;

    /// <summary>Under whom each of these is shown; only those who are not shown as themselves.</summary>
    public static Task<Dictionary<Guid, Guid>> RootsAsync(RedVestDb db, int owner, IReadOnlyCollection<Guid> people, CancellationToken cancellationToken) =>
        db.Set<PersonAlias>().AsNoTracking().Where(a => a.Owner == owner && people.Contains(a.Person)).ToDictionaryAsync(a => a.Person, a => a.Root, cancellationToken);
}
