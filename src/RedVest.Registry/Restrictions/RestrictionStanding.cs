using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Restrictions;

/// <summary>What the lane is told of restrictions: one facet a person, with the end of the one that lasts longest.</summary>
internal static class RestrictionStanding
{
    public const string Facet = "order-in-force";

    /// <summary>The value that lifts a facet.</summary>
    private const string Lifted = "no";

    /// <summary>Writes the facet anew from the stored restrictions, in the transaction that changed them.</summary>
    public static async Task RenewAsync(RedVestDb db, WriteTransaction write, IReadOnlyCollection<Guid> persons, CancellationToken cancellationToken)
    {
        foreach (var some in persons.Chunk(500))
        {
            var rows = await (from r in db.Set<Restriction>().AsNoTracking()
                              join t in db.Set<HealthTrigger>() on new { r.Owner, Id = r.Trigger } equals new { t.Owner, t.Id }
                              join o in db.Set<Outbreak>() on new { r.Owner, Id = r.Outbreak } equals new { o.Owner, o.Id }
                              where r.Owner == write.Owner && some.Contains(r.Person) && r.EndedAt == null && r.EndsAt > write.At
                              select new { r, t, o }).ToListAsync(cancellationToken);
            var longest = rows.Select(x => (x.r.Person, x.r.Id, x.r.Measure, Until: x.r.Until(x.t, x.o))).Where(x => x.Until > write.At)
                .GroupBy(x => x.Person).ToDictionary(g => g.Key, g => g.MaxBy(x => x.Until));
            foreach (var person in some.Order())
            {
                var standing = longest.TryGetValue(person, out var held)
                    ? new Standing(write.Owner, person, Facet, held.Measure, write.At, held.Until, held.Id)
                    : new Standing(write.Owner, person, Facet, Lifted, write.At, null, Guid.Empty);
                await standing.WriteAsync(write, cancellationToken, overrules: true);
            }
        }
    }
}
