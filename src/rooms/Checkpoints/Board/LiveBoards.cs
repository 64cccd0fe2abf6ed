using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>
/// Boards as all screens of this node see them. One look for each board, however many screens watch: it asks often whether the owner's feed has
/// moved, which costs next to nothing, and counts again when it has, though not more often than the pace. So a car is on every board within a
/// second of its commit.
/// </summary>
internal sealed class LiveBoards(Store store, OwnerBooks books, TimeProvider clock)
{
    private const int MostBoards = 64;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(700);

    /// <summary>Waiting times grow while nothing is recorded.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<(int Owner, Guid Checkpoint, DateOnly Day), Watched> _boards = new();

    /// <param name="FeedNumber">What the board includes; the id of its event.</param>
    internal sealed record Counted(long FeedNumber, ShowBoard.Board Board);

    public ValueTask<Counted> ReadAsync(int owner, Guid checkpoint, DateOnly day, CancellationToken cancellationToken)
    {
        if (_boards.Count >= MostBoards)
        {
            foreach (var (key, idle) in _boards.Where(b => b.Value.IsIdle))
                _boards.TryRemove(new(key, idle)); // counted again when next asked for
        }

        return CountAsync(Of(owner, checkpoint, day), owner, checkpoint, day, cancellationToken);
    }

    /// <summary>The board now, and again whenever it changed, until the listener goes.</summary>
    public async IAsyncEnumerable<SseItem<ShowBoard.Board>> FollowAsync(int owner, Guid checkpoint, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watched = Of(owner, checkpoint, day);
        var sent = DateTimeOffset.MinValue;
        var counted = await ReadAsync(owner, checkpoint, day, cancellationToken);
        if (watched.Join())
            _ = LookAsync(watched, owner, checkpoint, day);
        try
        {
            while (true)
            {
                var next = watched.Next;
                counted = watched.Last ?? counted;
                if (counted.Board.AsOf != sent)
                {
                    sent = counted.Board.AsOf;
                    yield return new SseItem<ShowBoard.Board>(counted.Board, "board") { EventId = counted.FeedNumber.ToString(System.Globalization.CultureInfo.InvariantCulture) };
                }

                await next.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            watched.Leave();
        }
    }

    private Watched Of(int owner, Guid checkpoint, DateOnly day) => _boards.GetOrAdd((owner, checkpoint, day), _ => new Watched());

    /// <summary>Looks as long as somebody watches.</summary>
    private async Task LookAsync(Watched watched, int owner, Guid checkpoint, DateOnly day)
    {
        try
        {
            while (!watched.Rests())
            {
                await CountAsync(watched, owner, checkpoint, day, default);
                await Task.Delay(Look, clock);
            }
        }
        catch (Exception failed)
        {
            watched.Fail(failed); // the screens hear the end, and ask again by themselves
        }
    }

    private async ValueTask<Counted> CountAsync(Watched watched, int owner, Guid checkpoint, DateOnly day, CancellationToken cancellationToken)
    {
        await watched.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (watched.Last is { } fresh && now - watched.CountedAt < Pace)
                return fresh;
            await using var db = store.OpenDb();
            var feed = await db.Set<OwnerState>().Where(o => o.Owner == owner).Select(o => o.FeedNumber).SingleAsync(cancellationToken);
            if (watched.Last is { } last && last.FeedNumber == feed && (last.Board.Queue is null || now - watched.CountedAt < Stale))
                return last;
            watched.CountedAt = now;
            var book = await books.NowAsync(owner, cancellationToken);
            return watched.Take(new Counted(feed, await ShowBoard.CountAsync(db, book, book.Checkpoint(checkpoint)!, day, clock.Now(), cancellationToken)));
        }
        finally
        {
            watched.Turn.Release();
        }
    }

    /// <summary>One board with those who watch it.</summary>
    private sealed class Watched
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _next = New();
        private int _screens;
        private bool _isLookedAt;

        public SemaphoreSlim Turn { get; } = new(1);

        public DateTimeOffset CountedAt { get; set; }

        public Counted? Last { get; private set; }

        /// <summary>Ends when the board is another one than now.</summary>
        public Task Next
        {
            get
            {
                lock (_lock)
                    return _next.Task;
            }
        }

        public bool IsIdle
        {
            get
            {
                lock (_lock)
                    return _screens == 0;
            }
        }

        /// <returns>Whether nobody looks yet.</returns>
        public bool Join()
        {
            lock (_lock)
            {
                _screens++;
                return !_isLookedAt && (_isLookedAt = true);
            }
        }

        public void Leave()
        {
            lock (_lock)
                _screens--;
        }

        /// <summary>Whether the look may end, because nobody watches any more; whoever joins then begins a new one.</summary>
        public bool Rests()
        {
            lock (_lock)
                return _screens == 0 && !(_isLookedAt = false);
        }

        public Counted Take(Counted counted)
        {
            lock (_lock)
            {
                Last = counted;
                var told = _next;
                _next = New();
                told.TrySetResult();
            }

            return counted;
        }

        public void Fail(Exception failed)
        {
            lock (_lock)
            {
                _isLookedAt = false;
                var told = _next;
                _next = New();
                told.TrySetException(failed);
                _ = told.Task.Exception; // seen, also when nobody waits
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
