using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Households;

/// <summary>A household as lists show it.</summary>
/// <param name="Head">Masked; null when nobody is named.</param>
/// <param name="Members">How many live there now.</param>
public sealed record HouseholdRow(
    Guid Id, long DivisionCode, DisplayName? Division, string? Number, string Address, string? Head, int Members, DateTimeOffset? EndedAt, int Edits);

/// <summary>Which households a caller sees.</summary>
internal static class HouseholdRows
{
    public static IQueryable<Household> SeenBy(RedVestDb db, Caller me) => db.Set<Household>().Within(me, h => h.Owner, h => h.DivisionCode, _ => Guid.Empty);

    public static async Task<List<HouseholdRow>> OfAsync(RedVestDb db, int owner, IReadOnlyList<Household> found, CancellationToken cancellationToken)
    {
        var ids = found.Select(h => h.Id).ToArray();
        var heads = found.Select(h => h.HeadId).OfType<Guid>().ToArray();
        var names = await db.Set<Person>().AsNoTracking().Where(p => p.Owner == owner && heads.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        var counts = await db.Set<HouseholdMember>().AsNoTracking().Where(m => m.Owner == owner && ids.Contains(m.Household) && m.Until == null)
            .GroupBy(m => m.Household).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var divisions = await DivisionNames.OfAsync(db, found.Select(h => h.DivisionCode), cancellationToken);
        return [.. found.Select(h => new HouseholdRow(
            h.Id, h.DivisionCode, divisions.GetValueOrDefault(h.DivisionCode), h.Number, h.Address,
            h.HeadId is { } head && names.GetValueOrDefault(head) is { } name ? Masking.Name(name) : null, counts.GetValueOrDefault(h.Id), h.EndedAt, h.Edits))];
    }
}
