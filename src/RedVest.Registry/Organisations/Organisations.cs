using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>An organisation as pages show it.</summary>
/// <param name="Contact">The phone masked.</param>
/// <param name="Edits">To be said when it is edited.</param>
public sealed record OrganisationRow(
    Guid Id, string Kind, DisplayName Name, long DivisionCode, Guid? ParentId, DisplayName? ParentName, string? CreditCode, Contact Contact, DateTimeOffset? EndedAt, int Edits);

/// <summary>Which organisations a caller sees.</summary>
internal static class Organisations
{
    public static IQueryable<Organisation> SeenBy(RedVestDb db, Caller me) =>
        db.Set<Organisation>().Within(me, o => o.Owner, o => o.DivisionCode, _ => Guid.Empty);

    /// <summary>The rows as pages show them; the names of their parents in one query.</summary>
    public static async Task<List<OrganisationRow>> RowsAsync(RedVestDb db, KeyRing keys, Caller me, IReadOnlyList<Organisation> found, CancellationToken cancellationToken)
    {
        var names = await NamesAsync(db, me.Owner, found.Select(o => o.ParentId), cancellationToken);
        return [.. found.Select(o => new OrganisationRow(
            o.Id, o.Kind, new DisplayName(o.NameZh, o.NameEn), o.DivisionCode, o.ParentId, names.GetValueOrDefault(o.ParentId ?? Guid.Empty), o.CreditCode,
            Contact.Masked(keys, Organisation.Table, o.Id, o.Owner, o.ContactName, o.Phone), o.EndedAt, o.Edits))];
    }

    public static async Task<Dictionary<Guid, DisplayName>> NamesAsync(RedVestDb db, int owner, IEnumerable<Guid?> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.OfType<Guid>().Distinct().ToArray();
        return ids.Length == 0
            ? []
            : await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == owner && ids.Contains(o.Id))
                .ToDictionaryAsync(o => o.Id, o => new DisplayName(o.NameZh, o.NameEn), cancellationToken);
    }
}
