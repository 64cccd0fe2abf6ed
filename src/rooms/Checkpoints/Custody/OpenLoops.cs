using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Custody;

/// <summary>Who and what a post answers for, now or at an instant that has passed.</summary>
internal static class OpenLoops
{
    /// <summary>Open now.</summary>
    public static IQueryable<Loop> Now(RedVestDb db, int owner, Guid checkpoint, string kind) =>
        db.Set<Loop>().AsNoTracking().Where(l => l.Owner == owner && l.Checkpoint == checkpoint && l.Kind == kind && l.EndedAt == null);

    /// <summary>
    /// As it stood at an instant, folded from the links up to it: what a handover had to name. Records that came later and happened before
    /// are in it.
    /// </summary>
    public static async Task<IReadOnlyList<Loop>> AtAsync(
        RedVestDb db, int owner, Guid checkpoint, string kind, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var links = (await (
            from link in db.Set<Link>().AsNoTracking()
            join loop in db.Set<Loop>() on new { link.Owner, Id = link.Loop } equals new { loop.Owner, loop.Id }
            where loop.Owner == owner && loop.Checkpoint == checkpoint && loop.Kind == kind && link.At <= instant
                && (loop.EndedAt == null || loop.EndedAt > instant)
            select link).ToListAsync(cancellationToken)).ToLookup(l => l.Loop);
        var ids = links.Select(l => l.Key).ToArray();
        var loops = await db.Set<Loop>().AsNoTracking().Where(l => l.Owner == owner && ids.Contains(l.Id)).ToListAsync(cancellationToken);
        foreach (var loop in loops)
            LoopFold.Fold(loop, links[loop.Id]);
        return [.. loops.Where(l => l.IsOpen).OrderBy(l => l.OpenedAt)];
    }
}
