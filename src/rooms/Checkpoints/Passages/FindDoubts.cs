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

    /// <summary>
    /// Every passage of one vehicle or person beside the one before it and the one after it; what cannot both be right is told of both. The
    /// neighbours are enough: whoever could drive from each to the next could drive from the first to the last. So a car that passes all day costs
    /// no more than one that passes twice.
    /// </summary>
    private static async Task<HashSet<Doubt>> DoubtsAsync(RedVestDb db, OwnerBook book, Guid[] ids, CancellationToken cancellationToken)
    {
        var passages = db.Set<Passage>().AsNoTracking().Where(p => p.Owner == book.Owner && p.VerdictAt != null);
        var cars = passages.Where(p => p.Vehicle != null);
        // Nothing but the ids may narrow the outer rows: SQLite takes "is not null" for a reason to walk the whole index by vehicle or person.
        var vehicles = await passages.Where(p => ids.Contains(p.Id)).Select(p => new Beside(
            p.Id,
            p.Vehicle,
            cars.Where(q => q.Vehicle!.Value == p.Vehicle!.Value && q.Id != p.Id && q.VerdictAt!.Value <= p.VerdictAt!.Value).OrderByDescending(q => q.VerdictAt)
                .Select(q => (Guid?)q.Id).FirstOrDefault(),
            cars.Where(q => q.Vehicle!.Value == p.Vehicle!.Value && q.Id != p.Id && q.VerdictAt!.Value >= p.VerdictAt!.Value).OrderBy(q => q.VerdictAt)
                .Select(q => (Guid?)q.Id).FirstOrDefault())).ToListAsync(cancellationToken);
        var occupants = db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == book.Owner);
        var people = occupants.Where(o => o.Person != null).Join(passages, o => o.Passage, p => p.Id, (o, p) => o);
        // The time of a passage is inside its id, and the index by person is in that order.
        var persons = await occupants.Where(o => ids.Contains(o.Passage)).Select(o => new Beside(
            o.Passage,
            o.Person,
            people.Where(q => q.Person!.Value == o.Person!.Value && q.Passage < o.Passage).OrderByDescending(q => q.Passage).Select(q => (Guid?)q.Passage).FirstOrDefault(),
            people.Where(q => q.Person!.Value == o.Person!.Value && q.Passage > o.Passage).OrderBy(q => q.Passage).Select(q => (Guid?)q.Passage).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var wanted = vehicles.Concat(persons).SelectMany(b => b.All).Distinct().ToArray();
        var seen = await passages.Where(p => wanted.Contains(p.Id))
            .Select(p => new Doubt.Seen(p.Id, p.Checkpoint, p.Lane, p.StartedAt ?? p.VerdictAt!.Value, p.VerdictAt!.Value)).ToDictionaryAsync(s => s.Passage, cancellationToken);
        var seats = (await occupants.Where(o => wanted.Contains(o.Passage)).Select(o => new { o.Passage, o.Person, o.N }).ToListAsync(cancellationToken))
            .ToLookup(o => (o.Passage, o.Person), o => o.N);
        return
        [
            .. Pairs(vehicles, Doubt.PlateShared, seen, book, (_, _) => 0),
            .. Pairs(persons, Doubt.PersonElsewhere, seen, book, (passage, person) => seats[(passage, person)].FirstOrDefault()),
        ];
    }

    private static IEnumerable<Doubt> Pairs(List<Beside> beside, string kind, Dictionary<Guid, Doubt.Seen> seen, OwnerBook book, Func<Guid, Guid?, int> seat)
    {
        foreach (var pair in beside)
        {
            foreach (var near in (Guid?[])[pair.Before, pair.After])
            {
                if (!seen.TryGetValue(pair.Passage, out var one) || near is not { } id || !seen.TryGetValue(id, out var other) || Doubt.Between(one, other, book) is not { } apart)
                    continue;
                yield return Of(book.Owner, kind, seat(one.Passage, pair.Subject), one, other, apart);
                yield return Of(book.Owner, kind, seat(other.Passage, pair.Subject), other, one, apart);
            }
        }
    }

    private static Doubt Of(int owner, string kind, int n, Doubt.Seen one, Doubt.Seen other, (TimeSpan Between, TimeSpan Needed) apart) =>
        new(owner, one.Passage, kind, n, other.Passage, other.From, other.Checkpoint, (int)apart.Between.TotalSeconds, (int)Math.Ceiling(apart.Needed.TotalSeconds));

    /// <summary>A passage with the last of the same vehicle or person before it and the first after it.</summary>
    private sealed record Beside(Guid Passage, Guid? Subject, Guid? Before, Guid? After)
    {
        public IEnumerable<Guid> All => ((Guid?[])[Passage, Before, After]).OfType<Guid>();
    }

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
