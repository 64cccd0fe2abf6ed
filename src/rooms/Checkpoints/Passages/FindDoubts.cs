using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// Looks, a moment after passages were stored, whether their vehicles and persons were at two places at once. Beside the lane and not in its
/// way: the lane's answer never waits for it. What a stopped node had not looked at, the next start does.
/// </summary>
internal sealed class FindDoubts(Store store, OwnerBooks books, TimeProvider clock, ILogger<FindDoubts> log) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookedBackAtStart = TimeSpan.FromHours(1);

    /// <summary>Nobody needs longer from one post of a county to another.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromHours(3);

    private readonly ConcurrentQueue<(int Owner, Guid Passage)> _stored = new();

    /// <summary>Passages that a batch is about to commit: looked at with one of the next beats.</summary>
    public void Stored(int owner, IEnumerable<Guid> passages)
    {
        foreach (var passage in passages)
            _stored.Enqueue((owner, passage));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryAsync(RecallAsync, stoppingToken);
        using var beat = new PeriodicTimer(Pace, clock);
        while (await beat.WaitForNextTickAsync(stoppingToken))
            await TryAsync(DrainAsync, stoppingToken);
    }

    /// <summary>Looks at all that was stored so far.</summary>
    internal async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (Next() is { Count: > 0 } batch)
        {
            foreach (var owner in batch.GroupBy(p => p.Owner))
            {
                await using var db = store.OpenDb();
                await LookAsync(db, await books.NowAsync(owner.Key, cancellationToken), [.. owner.Select(p => p.Passage).Distinct()], cancellationToken);
            }
        }
    }

    private static async Task LookAsync(RedVestDb db, OwnerBook book, Guid[] ids, CancellationToken cancellationToken)
    {
        var found = await DoubtsAsync(db, book, ids, cancellationToken);
        var known = await db.Set<Doubt>().AsNoTracking().Where(d => d.Owner == book.Owner && (ids.Contains(d.Passage) || ids.Contains(d.Other))).ToListAsync(cancellationToken);
        var (gone, added) = (known.Except(found).ToList(), found.Except(known).ToList());
        if (gone.Count + added.Count == 0)
            return;
        await db.WriteAsync(book.Owner, Caller.System.Did("doubts-found", null, new { added = added.Count, gone = gone.Count }), async write =>
        {
            db.RemoveRange(gone);
            await db.SaveChangesAsync(cancellationToken);
            db.AddRange(added);
            await db.SaveChangesAsync(cancellationToken);
            var touched = gone.Concat(added).Select(d => d.Passage).Distinct().ToArray();
            var all = (await db.Set<Doubt>().AsNoTracking().Where(d => d.Owner == book.Owner && touched.Contains(d.Passage)).ToListAsync(cancellationToken))
                .ToLookup(d => d.Passage, d => d.Kind);
            foreach (var alike in touched.GroupBy(p => Words.Set(all[p])))
            {
                var passages = alike.ToArray();
                await db.Set<Passage>().Where(p => p.Owner == book.Owner && passages.Contains(p.Id))
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.Doubts, alike.Key), cancellationToken);
            }

            return true;
        }, cancellationToken);
    }

    /// <summary>Every pair of passages of one vehicle or person that cannot both be right, told of both.</summary>
    private static async Task<HashSet<Doubt>> DoubtsAsync(RedVestDb db, OwnerBook book, Guid[] ids, CancellationToken cancellationToken)
    {
        var passages = db.Set<Passage>().AsNoTracking().Where(p => p.Owner == book.Owner && p.VerdictAt != null);
        var mine = await passages.Where(p => ids.Contains(p.Id)).Select(p => new { p.Vehicle, p.VerdictAt }).ToListAsync(cancellationToken);
        if (mine.Count == 0)
            return [];
        var (from, until) = (mine.Min(p => p.VerdictAt) - Window, mine.Max(p => p.VerdictAt) + Window);
        var near = passages.Where(p => p.VerdictAt >= from && p.VerdictAt <= until);
        var vehicles = mine.Select(p => p.Vehicle).OfType<Guid>().Distinct().ToArray();
        var cars = await near.Where(p => p.Vehicle != null && vehicles.Contains(p.Vehicle.Value))
            .Select(p => new { Key = p.Vehicle!.Value, Seen = new Doubt.Seen(p.Id, p.Checkpoint, p.Lane, p.StartedAt ?? p.VerdictAt!.Value, p.VerdictAt!.Value, 0) }).ToListAsync(cancellationToken);
        var occupants = db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == book.Owner && o.Person != null);
        var persons = await occupants.Where(o => ids.Contains(o.Passage)).Select(o => o.Person!.Value).Distinct().ToArrayAsync(cancellationToken);
        var people = await occupants.Where(o => persons.Contains(o.Person!.Value))
            .Join(near, o => o.Passage, p => p.Id, (o, p) => new { Key = o.Person!.Value, Seen = new Doubt.Seen(p.Id, p.Checkpoint, p.Lane, p.StartedAt ?? p.VerdictAt!.Value, p.VerdictAt!.Value, o.N) })
            .ToListAsync(cancellationToken);
        var wanted = ids.ToHashSet();
        return
        [
            .. cars.GroupBy(c => c.Key, c => c.Seen).SelectMany(c => Pairs(c, wanted, book, Doubt.PlateShared)),
            .. people.GroupBy(p => p.Key, p => p.Seen).SelectMany(p => Pairs(p, wanted, book, Doubt.PersonElsewhere)),
        ];
    }

    private static IEnumerable<Doubt> Pairs(IEnumerable<Doubt.Seen> seen, HashSet<Guid> wanted, OwnerBook book, string kind)
    {
        var inOrder = seen.OrderBy(s => s.From).ToList();
        for (var i = 0; i < inOrder.Count; i++)
        {
            for (var j = i + 1; j < inOrder.Count && inOrder[j].From - inOrder[i].Until <= Window; j++)
            {
                var (one, other) = (inOrder[i], inOrder[j]);
                if (one.Passage == other.Passage || !(wanted.Contains(one.Passage) || wanted.Contains(other.Passage)) || Doubt.Between(one, other, book) is not { } apart)
                    continue;
                yield return Of(book.Owner, kind, one, other, apart);
                yield return Of(book.Owner, kind, other, one, apart);
            }
        }
    }

    private static Doubt Of(int owner, string kind, Doubt.Seen one, Doubt.Seen other, (TimeSpan Between, TimeSpan Needed) apart) =>
        new(owner, one.Passage, kind, one.N, other.Passage, other.From, other.Checkpoint, (int)apart.Between.TotalSeconds, (int)Math.Ceiling(apart.Needed.TotalSeconds));

    private List<(int Owner, Guid Passage)> Next()
    {
        var batch = new List<(int, Guid)>();
        while (batch.Count < MostAtOnce && _stored.TryDequeue(out var one))
            batch.Add(one);
        return batch;
    }

    private async Task RecallAsync(CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var since = clock.GetUtcNow() - LookedBackAtStart;
        foreach (var owner in await db.Set<OwnerState>().Where(o => o.Owner != Owners.Installation).Select(o => o.Owner).ToListAsync(cancellationToken))
        {
            var posts = (await books.NowAsync(owner, cancellationToken)).Checkpoints.Select(c => c.Id).ToArray();
            var days = (DateOnly[])[DateOnly.FromDateTime(since.UtcDateTime), DateOnly.FromDateTime(since.UtcDateTime.AddDays(1))];
            Stored(owner, await db.Set<Passage>().Where(p => p.Owner == owner && posts.Contains(p.Checkpoint) && days.Contains(p.ReportDate) && p.VerdictAt > since)
                .Select(p => p.Id).ToListAsync(cancellationToken));
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> act, CancellationToken stoppingToken)
    {
        try
        {
            await act(stoppingToken);
        }
        catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError("Looking for doubtful passages failed with {Exception}; the next start looks again.", broken.GetType().Name);
        }
    }
}
