using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Audit;

/// <summary>
/// Recomputes the whole audit from its rows: every leaf, every digest, the feed without gaps up to the owner's counter, every seal's range,
/// root, chain and signature. Streams over the rows, so memory does not grow with the years; may run beside a working server.
/// </summary>
public sealed class AuditVerifier(Store store, SigningKeys keys, TimeProvider clock)
{
    public async Task<AuditReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var findings = new AuditFindings();
        await using var db = store.OpenDb();
        var owners = await db.Set<OwnerState>().AsNoTracking().OrderBy(o => o.Owner).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var owner in owners)
            await VerifyOwnerAsync(owner, findings, cancellationToken).ConfigureAwait(false);

        foreach (var stray in await StraysAsync(db, [.. owners.Select(o => o.Owner)], cancellationToken).ConfigureAwait(false))
            findings.Add(stray, "owner", "owner-missing");
        return findings.Report();
    }

    /// <param name="owner">Its counter bounds what is looked at: later rows belong to a server that goes on working.</param>
    private async Task VerifyOwnerAsync(OwnerState owner, AuditFindings findings, CancellationToken cancellationToken)
    {
        var begun = clock.Now();
        var seals = new SealWalk(store, keys.Seal, owner.Owner, findings);
        var feed = new FeedWalk(owner.Owner, findings, seals);
        await using (var connection = await store.OpenAsync(cancellationToken).ConfigureAwait(false))
        {
            await using var command = AuditSql.FeedWithAudit(connection, owner.Owner, owner.FeedNumber);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                await feed.TakeAsync(AuditSql.ReadFeed(rows), AuditSql.ReadAudit(rows), cancellationToken).ConfigureAwait(false);
        }

        await feed.FinishAsync(owner.FeedNumber, cancellationToken).ConfigureAwait(false);
        await seals.FinishAsync(owner.FeedNumber, begun, cancellationToken).ConfigureAwait(false);
        await FindAuditWithoutFeedAsync(owner.Owner, findings, cancellationToken).ConfigureAwait(false);
        await CompareWithCounterAsync(owner.Owner, findings, cancellationToken).ConfigureAwait(false);
    }

    private async Task FindAuditWithoutFeedAsync(int owner, AuditFindings findings, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = AuditSql.AuditWithoutFeed(connection, owner);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            findings.Add(owner, $"audit {rows.GetId(0)}/{rows.GetInt32(1)}", "audit-without-feed");
    }

    /// <summary>A seal over rows that are gone is the trace of an end that was cut off. The counter is read last: what a working server adds meanwhile is never above it.</summary>
    private async Task CompareWithCounterAsync(int owner, AuditFindings findings, CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var covered = await db.Set<Seal>().Where(s => s.Owner == owner).OrderByDescending(s => s.Number).Select(s => s.Last).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var highest = await db.Set<FeedRow>().Where(f => f.Owner == owner).MaxAsync(f => (long?)f.Number, cancellationToken).ConfigureAwait(false) ?? 0;
        var counter = await db.Set<OwnerState>().Where(o => o.Owner == owner).Select(o => o.FeedNumber).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (highest > counter)
            findings.Add(owner, $"feed {highest}", "feed-beyond-counter");
        if (covered > counter)
            findings.Add(owner, $"feed {counter + 1}–{covered}", "feed-missing");
    }

    private static async Task<List<int>> StraysAsync(RedVestDb db, int[] owners, CancellationToken cancellationToken)
    {
        var inFeed = await db.Set<FeedRow>().Select(f => f.Owner).Distinct().Where(o => !owners.Contains(o)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var inAudit = await db.Set<AuditRow>().Select(a => a.Owner).Distinct().Where(o => !owners.Contains(o)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. inFeed.Union(inAudit).Order()];
    }
}
