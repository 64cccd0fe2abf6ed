using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>One figure of a day: of a lane, a shift, a checkpoint, or rolled up over all checkpoints the caller sees.</summary>
public static class ShowFigure
{
    internal static async Task<Results<Ok<FigureValue>, ProblemHttpResult>> HandleAsync(
        string key, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken,
        Guid? checkpoint = null, DateOnly? day = null, Guid? lane = null, int? shift = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var seen = book.SeenBy(me).Select(c => c.Id).Where(id => checkpoint is null || id == checkpoint).ToArray();
        if (seen.Length == 0)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var slice = new Slice(me.Owner, seen, day ?? book.DayOf(clock.GetUtcNow()), lane, shift);
        return await ValueAsync(key, db, book, slice, cancellationToken) is { } value
            ? TypedResults.Ok(value)
            : Problems.Refuse(StatusCodes.Status404NotFound, "figure-unknown", ("key", key));
    }

    internal static async Task<FigureValue?> ValueAsync(string key, RedVestDb db, OwnerBook book, Slice slice, CancellationToken cancellationToken)
    {
        var since = book.StartOf(slice.Day);
        var passages = slice.Of(db.Set<Passage>());
        if (EntryFigures.All.FirstOrDefault(f => f.Figure.Key == key) is { } counted)
            return FigureValue.Of(counted.Figure, await DayCount.CountAsync(counted, passages, cancellationToken), since);
        if (key == EntryFigures.P50.Key)
            return FigureValue.Of(EntryFigures.P50, await PercentileAsync(passages, 0.5, cancellationToken), since);
        if (key == EntryFigures.P90.Key)
            return FigureValue.Of(EntryFigures.P90, await PercentileAsync(passages, 0.9, cancellationToken), since);
        if (key == EntryFigures.Queue.Key)
        {
            var queues = await DayCount.QueuesAsync(db.Set<QueueCount>(), slice, cancellationToken);
            return FigureValue.Of(EntryFigures.Queue, queues.Count == 0 ? null : queues.Values.Sum(q => q.Length), queues.Count == 0 ? since : queues.Values.Max(q => q.At));
        }

        return key == EntryFigures.QueueMax.Key
            ? FigureValue.Of(EntryFigures.QueueMax, await DayCount.QueueMaxAsync(db.Set<QueueCount>(), slice, cancellationToken), since)
            : null;
    }

    private static async Task<double?> PercentileAsync(IQueryable<Passage> passages, double share, CancellationToken cancellationToken) =>
        DayCount.Seconds(DayCount.Sum((await DayCount.ServiceTimesAsync(passages, cancellationToken)).Values), share);
}
