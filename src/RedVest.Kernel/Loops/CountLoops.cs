using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Counts an owner's loops from both sources and keeps the count, so that a later reader sees that it was right every night.</summary>
public sealed class CountLoops(Store store)
{
    /// <summary>Counts now and keeps nothing.</summary>
    public static Task<IReadOnlyList<LoopBalance>> NowAsync(Store store, int owner, CancellationToken cancellationToken) =>
        LoopBalanceSql.CountAsync(store, owner, store.Clock.Now(), cancellationToken);

    /// <summary>Counts and keeps it.</summary>
    /// <param name="audit">Who asked.</param>
    public async Task<IReadOnlyList<LoopBalance>> RunAsync(int owner, Func<bool, AuditEntry> audit, CancellationToken cancellationToken)
    {
        var counted = await LoopBalanceSql.CountAsync(store, owner, store.Clock.Now(), cancellationToken).ConfigureAwait(false);
        await using var write = await store.BeginAsync(owner, WriteLane.Job, cancellationToken).ConfigureAwait(false);
        LoopBalanceSql.Rows.Write(write, [.. counted], SetTable<LoopBalance>.OnConflict.Ignore);
        write.Did(audit(counted.All(c => c.IsGood)));
        await write.CommitAsync(cancellationToken).ConfigureAwait(false);
        return counted;
    }

    /// <summary>The last count that was kept; empty: none yet.</summary>
    internal static async Task<IReadOnlyList<LoopBalance>> LastAsync(RedVestDb db, int owner, CancellationToken cancellationToken)
    {
        var last = await db.Set<LoopBalance>().AsNoTracking().Where(b => b.Owner == owner).OrderByDescending(b => b.At).Select(b => (DateTimeOffset?)b.At)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return last is null ? [] : await db.Set<LoopBalance>().AsNoTracking().Where(b => b.Owner == owner && b.At == last).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
