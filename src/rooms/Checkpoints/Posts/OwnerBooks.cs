using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Trust;
using RedVest.Registry;

namespace RedVest.Checkpoints.Posts;

/// <summary>
/// The books of all owners, kept in memory and loaded anew when the owner's revision has moved. One a process. Whoever decides reads the
/// revision in the transaction of the decision, so that a change acknowledged anywhere is seen by the next decision everywhere.
/// </summary>
internal sealed class OwnerBooks(Store store, PackShelf shelf) : IDisposable
{
    private readonly ConcurrentDictionary<int, OwnerBook> _books = new();
    private readonly SemaphoreSlim _loading = new(1);

    /// <summary>The book as of a revision that has been read from the owner's row.</summary>
    /// <exception cref="InvalidOperationException">The owner is not set up.</exception>
    public ValueTask<OwnerBook> AsOfAsync(int owner, long revision, CancellationToken cancellationToken) =>
        _books.TryGetValue(owner, out var book) && book.Revision == revision ? ValueTask.FromResult(book) : LoadAsync(owner, revision, cancellationToken);

    /// <summary>The book as of now, for a reader that is in no transaction.</summary>
    /// <exception cref="InvalidOperationException">The owner is not set up.</exception>
    public async ValueTask<OwnerBook> NowAsync(int owner, CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var revision = await db.Set<OwnerState>().Where(o => o.Owner == owner).Select(o => o.Revision).SingleOrDefaultAsync(cancellationToken);
        return await AsOfAsync(owner, revision, cancellationToken);
    }

    /// <summary>The book as it was loaded last, however old; null before the first time. For work that is looked at again with the right book.</summary>
    public OwnerBook? Latest(int owner) => _books.GetValueOrDefault(owner);

    public void Dispose() => _loading.Dispose();

    private async ValueTask<OwnerBook> LoadAsync(int owner, long revision, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_books.TryGetValue(owner, out var book) && book.Revision == revision)
                return book;
            return _books[owner] = await ReadAsync(owner, cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The owner's row first: what is read after it is at least as new as the revision it names.</summary>
    private async Task<OwnerBook> ReadAsync(int owner, CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var state = await db.Set<OwnerState>().AsNoTracking().SingleOrDefaultAsync(o => o.Owner == owner, cancellationToken)
            ?? throw new InvalidOperationException($"Owner {owner} is not set up.");
        var lanes = await db.Set<Lane>().AsNoTracking().Where(l => l.Owner == owner).OrderBy(l => l.Number)
            .Select(l => new KnownLane(l.Id, l.CheckpointId, l.Number, l.NameZh, l.NameEn, l.Direction, l.Category, l.IsOpen)
            {
                Positions = l.Positions,
                State = l.StateAt == null ? null : new LaneSaid(l.StateAt.Value, l.StateSeq, l.StateOfficer, l.StateUser),
            })
            .ToListAsync(cancellationToken);
        var lanesOf = lanes.ToLookup(l => l.CheckpointId);
        var stationsOf = (await db.Set<Station>().AsNoTracking().Where(s => s.Owner == owner).OrderBy(s => s.Number).ToListAsync(cancellationToken))
            .ToLookup(s => s.CheckpointId, s => new KnownStation(s.Id, s.Number, s.Kind, s.NameZh, s.NameEn, s.Zone, s.Capacity, s.Invented, s.IsClosed));
        var checkpoints = await db.Set<Checkpoint>().AsNoTracking().Where(c => c.Owner == owner).ToListAsync(cancellationToken);
        var packs = await shelf.ReadAsync(db, cancellationToken);
        var outbreaks = await db.Set<Outbreak>().AsNoTracking().Where(o => o.Owner == owner).ToListAsync(cancellationToken);
        return new OwnerBook(
            state,
            checkpoints.Select(c => new KnownCheckpoint(
                c.Id, c.Kind, c.NameZh, c.NameEn, c.DivisionCode, c.PlaceId, ShiftTable.Parse(c.ShiftStarts) ?? ShiftTable.WholeDay, [.. lanesOf[c.Id]])
            {
                Stations = [.. stationsOf[c.Id]],
                Hours = PostHours.Parse(c.Hours),
                Neighbour = c.Neighbour,
                Location = GeoPoint.Of(c.Latitude, c.Longitude),
                ClosedAt = c.ClosedAt,
            }),
            packs.Where(p => p.Rules.Area.Any(area => DivisionRange.Of(area).Contains(DivisionRange.OfOwner(owner)))),
            outbreaks)
        {
            Gates = new GateBook(
                (await db.Set<Gate>().AsNoTracking().Where(g => g.Owner == owner).Select(g => g.Text).ToListAsync(cancellationToken)).Select(GateText.Read),
                await db.Set<PostGate>().AsNoTracking().Where(g => g.Owner == owner).ToListAsync(cancellationToken)),
            Codes = new Verifier(await OwnerTrust.ReadAsync(db, owner, cancellationToken)),
        };
    }
}
