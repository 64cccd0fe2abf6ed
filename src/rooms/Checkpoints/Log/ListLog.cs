using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Log;

/// <summary>A post's log of one day or one shift of it, newest first, or its incidents that are open.</summary>
public static class ListLog
{
    private const int MostRows = 300;

    /// <param name="Now">When the clocks were looked at.</param>
    /// <param name="Minutes">By level: how long it has before the next one is told.</param>
    public sealed record Answer(DateOnly Day, DateTimeOffset Now, IReadOnlyDictionary<int, int> Minutes, IReadOnlyList<LogView> Rows);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, LogRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken,
        DateOnly? day = null, int? shift = null, bool open = false)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        var wanted = day ?? book.DayOf(now);
        var (from, until) = (book.StartOf(wanted), book.StartOf(wanted.AddDays(1)));
        if (shift is { } number)
        {
            if (book.ShiftOf(post, wanted, number) is not { } window)
                return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
            (from, until) = (window.From, window.Until);
        }

        var entries = db.Set<LogEntry>().AsNoTracking().Where(e => e.Owner == me.Owner && e.Checkpoint == id);
        entries = open ? entries.Where(IsOpen) : entries.Where(e => e.At >= from && e.At < until);
        var rows = await LogView.OfAsync(db, records, await entries.OrderByDescending(e => e.At).Take(MostRows).ToListAsync(cancellationToken), now, cancellationToken);
        return TypedResults.Ok(new Answer(wanted, now, (await IncidentClock.OfAsync(db, me.Owner, cancellationToken)).Minutes, rows));
    }

    /// <summary>An incident nobody has closed.</summary>
    internal static readonly System.Linq.Expressions.Expression<Func<LogEntry, bool>> IsOpen = e => e.What == LogWhat.Incident && e.ClosedAt == null;
}
