using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>
/// Boards as all screens of this node see them: counted again only when the owner's feed has moved, and at most once a second, however many
/// screens watch.
/// </summary>
internal sealed class LiveBoards(Store store, OwnerBooks books, TimeProvider clock)
{
    private const int MostBoards = 64;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Waiting times grow while nothing is recorded.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<(Guid Checkpoint, DateOnly Day), Watched> _boards = new();

    /// <param name="FeedNumber">What the board includes; the id of its event.</param>
    internal sealed record Counted(long FeedNumber, ShowBoard.Board Board);

    public async ValueTask<Counted> ReadAsync(int owner, Guid checkpoint, DateOnly day, CancellationToken cancellationToken)
    {
        if (_boards.Count >= MostBoards)
            _boards.Clear(); // counted again when next asked for
        var watched = _boards.GetOrAdd((checkpoint, day), _ => new Watched());
        await watched.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (watched.Last is { } fresh && now - watched.AskedAt < Pace)
                return fresh;
            await using var db = store.OpenDb();
            var feed = await db.Set<OwnerState>().Where(o => o.Owner == owner).Select(o => o.FeedNumber).SingleAsync(cancellationToken);
            watched.AskedAt = now;
            if (watched.Last is { } last && last.FeedNumber == feed && (last.Board.Queue is null || now - last.Board.AsOf < Stale))
                return last;
            var book = await books.NowAsync(owner, cancellationToken);
            watched.Last = new Counted(feed, await ShowBoard.CountAsync(db, book, book.Checkpoint(checkpoint)!, day, clock.Now(), cancellationToken));
            return watched.Last;
        }
        finally
        {
            watched.Turn.Release();
        }
    }

    /// <summary>The board now, and again whenever it changed, until the listener goes.</summary>
    public async IAsyncEnumerable<SseItem<ShowBoard.Board>> FollowAsync(int owner, Guid checkpoint, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        var sent = DateTimeOffset.MinValue;
        do
        {
            var counted = await ReadAsync(owner, checkpoint, day, cancellationToken);
            if (counted.Board.AsOf == sent)
                continue;
            sent = counted.Board.AsOf;
            yield return new SseItem<ShowBoard.Board>(counted.Board, "board") { EventId = counted.FeedNumber.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private sealed class Watched
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset AskedAt { get; set; }

        public Counted? Last { get; set; }
    }
}
