using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Duplicates;

/// <summary>
/// Looks through the register for entries that may be one person: after an import, and when somebody asks. It walks along the pinyin of the names, so that only those
/// who sound alike are compared, and holds no more than a page of people and the namesakes of one of them.
/// </summary>
internal sealed partial class LookForPairs(Store store, KeyRing keys, TimeProvider clock, ILogger<LookForPairs> log) : BackgroundService
{
    private const int Page = 2000;

    /// <summary>Of so many namesakes with one birthday or one phone each is compared with each.</summary>
    private const int MostCompared = 50;

    private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();
    private readonly HashSet<int> _waiting = [];

    /// <summary>Has an owner's register looked through soon. Asked again before it began, it is looked through once.</summary>
    public void Ask(int owner)
    {
        lock (_waiting)
        {
            if (_waiting.Add(owner))
                _asked.Writer.TryWrite(owner);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var owner in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            lock (_waiting)
                _waiting.Remove(owner);
            try
            {
                await LookAsync(owner, stoppingToken);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                LogFailed(log, failed.GetType().Name); // the rest of it may name somebody
            }
        }
    }

    /// <summary>Looks through all of it now.</summary>
    /// <returns>How many pairs are new.</returns>
    internal async Task<int> LookAsync(int owner, CancellationToken cancellationToken)
    {
        var added = 0;
        var alike = new List<Person>();
        (string Pinyin, Guid Id)? last = null;
        while (true)
        {
            await using var db = store.OpenDb();
            var page = await NextAsync(db, owner, last, cancellationToken);
            var found = new List<LikelyPair>();
            foreach (var person in page)
            {
                if (alike.Count > 0 && alike[0].Pinyin != person.Pinyin)
                {
                    found.AddRange(Pairs(alike));
                    alike.Clear();
                }

                alike.Add(person);
            }

            if (page.Count < Page)
                found.AddRange(Pairs(alike));
            added += await KeepAsync(db, owner, found, cancellationToken);
            if (page.Count < Page)
                return added;
            last = (page[^1].Pinyin!, page[^1].Id); // only those with a name are read
        }
    }

    private static Task<List<Person>> NextAsync(RedVestDb db, int owner, (string Pinyin, Guid Id)? last, CancellationToken cancellationToken)
    {
        var people = db.Set<Person>().AsNoTracking().Where(p => p.Owner == owner && p.Pinyin != null && p.Pinyin != "");
        if (last is var (pinyin, id))
        {
#pragma warning disable CA1309, CA1310 // becomes SQL, and there the column says how it is compared
            people = people.Where(p => string.Compare(p.Pinyin, pinyin) >= 0 && (string.Compare(p.Pinyin, pinyin) > 0 || p.Id.CompareTo(id) > 0));
#pragma warning restore CA1309, CA1310
        }

        return people.OrderBy(p => p.Pinyin).ThenBy(p => p.Id).Take(Page).ToListAsync(cancellationToken);
    }

    /// <summary>Those of one sound are put together by phone, by birthday and by document; the look at two of them decides.</summary>
    private IEnumerable<LikelyPair> Pairs(List<Person> alike)
    {
        if (alike.Count < 2)
            return [];
        var (now, today) = (clock.Now(), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1)));
        var faces = alike.ConvertAll(p => (Person: p, Face: FaceOf(p, today)));
        var together = faces.Where(f => f.Face.Phone is not null).GroupBy(f => f.Face.Phone!)
            .Concat(faces.Where(f => f.Face.Birth is not null).GroupBy(f => f.Face.Birth!.Value.ToString("O", CultureInfo.InvariantCulture)))
            .Concat(faces.Where(f => f.Face.Unusual).SelectMany(odd => faces.Where(f => Likeness.IsNear(f.Face.Document, odd.Face.Document)).Select(f => new[] { f, odd }))
                .Select(pair => pair.GroupBy(_ => "").Single()));
        return together.Where(group => group.Count() is > 1 and <= MostCompared).SelectMany(group => Compared([.. group], now)).DistinctBy(p => (p.First, p.Second));
    }

    private static IEnumerable<LikelyPair> Compared((Person Person, Face Face)[] group, DateTimeOffset now)
    {
        for (var i = 0; i < group.Length; i++)
        {
            for (var j = i + 1; j < group.Length; j++)
            {
                var ids = Conventions.InKeyOrder([group[i].Person.Id, group[j].Person.Id]);
                if (Likeness.Of(group[i].Face, group[j].Face) is { Count: > 0 } reasons)
                    yield return new LikelyPair { Owner = group[i].Person.Owner, First = ids[0], Second = ids[1], Reasons = string.Join(' ', reasons), FoundAt = now };
            }
        }
    }

    private Face FaceOf(Person person, DateOnly today) =>
        Face.Of(person.Name!, DocumentNumber.Read(person.DocumentKind, person.OpenDocument(keys), today), person.OpenPhone(keys));

    /// <summary>What was found before stays as it is, with what somebody said of it.</summary>
    private static async Task<int> KeepAsync(RedVestDb db, int owner, List<LikelyPair> found, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var slice in found.Chunk(200))
        {
            var firsts = slice.Select(p => p.First).ToArray();
            var known = (await db.Set<LikelyPair>().AsNoTracking().Where(p => p.Owner == owner && firsts.Contains(p.First)).Select(p => new { p.First, p.Second }).ToListAsync(cancellationToken))
                .Select(p => (p.First, p.Second)).ToHashSet();
            var fresh = slice.Where(p => known.Add((p.First, p.Second))).ToList();
            if (fresh.Count == 0)
                continue;
            await db.WriteAsync(owner, Caller.System.Did("likely-pairs-found", null, new { count = fresh.Count }), () => db.AddRange(fresh), cancellationToken);
            db.ChangeTracker.Clear();
            added += fresh.Count;
        }

        return added;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The look for entries of one person was not finished: {Failure}.")]
    private static partial void LogFailed(ILogger log, string failure);
}
