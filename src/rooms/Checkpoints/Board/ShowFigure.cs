using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Queue;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>One figure of a day: of a lane, a shift, a checkpoint, or rolled up over all checkpoints the caller sees.</summary>
public static class ShowFigure
{
    internal static async Task<Results<Ok<FigureValue>, ProblemHttpResult>> HandleAsync(
        string key, RedVestDb db, OwnerBooks books, IEnumerable<IFigureSource> sources, Caller me, TimeProvider clock, CancellationToken cancellationToken,
        Guid? checkpoint = null, DateOnly? day = null, Guid? lane = null, int? shift = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var posts = book.SeenBy(me).Where(c => checkpoint is null || c.Id == checkpoint).ToList();
        if (posts.Count == 0)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (sources.OfType<IFigureCounter>().FirstOrDefault(c => c.Figures.Any(f => f.Key == key)) is { } counter)
        {
            var value = await counter.CountAsync(key, db, book, posts, day ?? book.DayOf(clock.Now()), clock.Now(), cancellationToken);
            return TypedResults.Ok(FigureValue.Of(counter.Figures.Single(f => f.Key == key), value, book.StartOf(day ?? book.DayOf(clock.Now()))));
        }

        if (sources.OfType<EntryFigures>().Single().Find(key) is not { } figure)
            return Problems.Refuse(StatusCodes.Status404NotFound, "figure-unknown", ("key", key));
        var now = clock.Now();
        var asked = day ?? book.DayOf(now);
        if (figure.PeriodKind == "snapshot")
            return TypedResults.Ok(FigureValue.Of(figure, await NowAsync(key, db, book, posts, new Slice(me.Owner, [.. posts.Select(p => p.Id)], asked, lane, shift), now, cancellationToken), now));
        var amounts = new List<Amount>();
        foreach (var post in posts)
            amounts.AddRange((await new FigureDays(db, book, post).OfAsync(key, new FigureQuestion(asked, asked, lane, shift), cancellationToken))!.Values);
        return TypedResults.Ok(FigureValue.Of(figure, Amount.Sum(amounts)?.Value ?? Nothing(figure), book.StartOf(asked)));
    }

    /// <summary>Where nothing was counted, a count is zero; a time, a share and a highest value are not there.</summary>
    internal static double? Nothing(Figure figure) => figure.RollUp == RollUp.Sum ? 0 : null;

    /// <summary>A figure of this moment.</summary>
    internal static async Task<double?> NowAsync(
        string key, RedVestDb db, OwnerBook book, IReadOnlyList<KnownCheckpoint> posts, Slice slice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (key == EntryFigures.Queue.Key)
            return await QueueAsync(db, book, posts, slice.Lane, now, cancellationToken);
        var loops = db.Set<Loop>().AsNoTracking().Where(l => l.Owner == book.Owner && slice.Checkpoints.Contains(l.Place) && l.EndedAt == null);
        if (key == EntryFigures.InYard.Key)
            return await loops.CountAsync(l => l.Kind == CustodyKinds.Person, cancellationToken);
        if (key == EntryFigures.FreightOpen.Key)
            return await loops.CountAsync(l => l.Kind == CustodyKinds.Trip && l.TakenAt != null, cancellationToken);
        if (key == EntryFigures.FreightOverdue.Key)
            return await loops.CountAsync(l => l.Kind == CustodyKinds.Trip && l.TakenAt != null && l.DueAt < now, cancellationToken);
        return EntryFigures.All.FirstOrDefault(f => f.Figure.Key == key) is { } counted
            ? await DayCount.CountAsync(counted, slice.Of(db.Set<Passage>()), cancellationToken)
            : null;
    }

    private static async Task<double?> QueueAsync(
        RedVestDb db, OwnerBook book, IReadOnlyList<KnownCheckpoint> posts, Guid? lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lengths = new List<int>();
        foreach (var post in posts)
        {
            var queue = await QueueNow.ReadAsync(db, book, post, now, cancellationToken);
            lengths.AddRange(queue.Lines.Where(l => lane is null || l.Lanes.Contains(lane.Value)).Select(l => l.Length).OfType<int>());
        }

        return lengths.Count == 0 ? null : lengths.Sum();
    }
}
