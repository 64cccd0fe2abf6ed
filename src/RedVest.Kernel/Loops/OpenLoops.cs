using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Who and what a post answers for, now or at an instant that has passed.</summary>
public static class OpenLoops
{
    /// <summary>Open now.</summary>
    public static IQueryable<Loop> Now(RedVestDb db, int owner, Guid place, string kind) =>
        db.Set<Loop>().AsNoTracking().Where(l => l.Owner == owner && l.Place == place && l.Kind == kind && l.EndedAt == null);

    /// <summary>
    /// As it stood at an instant, folded from the links up to it: what a handover had to name. Records that came later and happened before
    /// are in it.
    /// </summary>
    public static async Task<IReadOnlyList<Loop>> AtAsync(
        RedVestDb db, int owner, Guid place, string kind, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var links = (await (
            from link in db.Set<LoopLink>().AsNoTracking()
            join loop in db.Set<Loop>() on new { link.Owner, Id = link.Loop } equals new { loop.Owner, loop.Id }
            where loop.Owner == owner && loop.Place == place && loop.Kind == kind && link.At <= instant
                && (loop.EndedAt == null || loop.EndedAt > instant)
            select link).ToListAsync(cancellationToken)).ToLookup(l => l.Loop);
        var ids = links.Select(l => l.Key).ToArray();
        var loops = await db.Set<Loop>().AsNoTracking().Where(l => l.Owner == owner && ids.Contains(l.Id)).ToListAsync(cancellationToken);
        var known = links.ToDictionary(l => l.Key, l => (IReadOnlyList<LoopLink>)[.. l]);
        await AddCarriersAsync(db, owner, known, instant, cancellationToken);
        var riding = new Riding(id => known.GetValueOrDefault(id) ?? []);
        foreach (var loop in loops)
            LoopFold.Fold(loop, riding.LinksOf(loop.Id));
        return [.. loops.Where(l => l.IsOpen).OrderBy(l => l.OpenedAt)];
    }

    /// <summary>The links that tell one loop, those of what it rode in among them.</summary>
    internal static async Task<IReadOnlyList<LoopLink>> LinksAsync(RedVestDb db, int owner, Guid loop, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, IReadOnlyList<LoopLink>>
        {
            [loop] = await db.Set<LoopLink>().AsNoTracking().Where(l => l.Owner == owner && l.Loop == loop).ToListAsync(cancellationToken),
        };
        await AddCarriersAsync(db, owner, known, null, cancellationToken);
        return new Riding(id => known.GetValueOrDefault(id) ?? []).LinksOf(loop);
    }

    /// <summary>The links of all that these loops rode in, and of what that rode in.</summary>
    private static async Task AddCarriersAsync(
        RedVestDb db, int owner, Dictionary<Guid, IReadOnlyList<LoopLink>> known, DateTimeOffset? instant, CancellationToken cancellationToken)
    {
        while (known.Values.SelectMany(l => l).Select(l => l.Carrier).OfType<Guid>().Where(c => !known.ContainsKey(c)).Distinct().ToArray() is { Length: > 0 } carriers)
        {
            var links = (await db.Set<LoopLink>().AsNoTracking()
                .Where(l => l.Owner == owner && carriers.Contains(l.Loop) && (instant == null || l.At <= instant)).ToListAsync(cancellationToken)).ToLookup(l => l.Loop);
            foreach (var carrier in carriers)
                known.Add(carrier, [.. links[carrier]]);
        }
    }
}
