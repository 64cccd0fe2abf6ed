using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>The passages of a checkpoint on one day, newest first, persons masked; or exactly those behind one of its figures.</summary>
public static class ListPassages
{
    /// <param name="Day">Local day; today when left out.</param>
    /// <param name="State">at-barrier, in-check, decided, left.</param>
    /// <param name="Failed">An item of the gate that somebody failed.</param>
    /// <param name="Flag">visitor, returnee, disinfected, plate-shared, person-elsewhere.</param>
    /// <param name="Figure">A figure's key: only the passages it counts.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1 to 200.</param>
    public readonly record struct Filter(
        DateOnly? Day, Guid? Lane, int? Shift, int? Hour, string? Verdict, string? Category, string? State, bool? MustLook, string? Failed, string? Flag, string? Figure, string? After, int? Limit);

    internal static async Task<Results<Ok<PassagePage>, ProblemHttpResult>> HandleAsync(
        Guid id, [AsParameters] Filter filter, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return await RunAsync(id, filter, db, book, me, clock, cancellationToken);
    }

    /// <summary>The same over all checkpoints the caller sees, when none is named.</summary>
    internal static async Task<Results<Ok<PassagePage>, ProblemHttpResult>> RunAsync(
        Guid? checkpoint, Filter filter, RedVestDb db, OwnerBook book, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var seen = book.SeenBy(me).Select(c => c.Id).Where(id => checkpoint is null || id == checkpoint).ToArray();
        if (seen.Length == 0)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (PageMark.Read(filter.After) is not { } mark)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "after-wrong");
        var slice = new Slice(me.Owner, seen, filter.Day ?? book.DayOf(clock.GetUtcNow()), filter.Lane, filter.Shift);
        var passages = slice.Of(db.Set<Passage>()).InState(filter.State);
        if (filter.Figure is { Length: > 0 } figure)
        {
            if (PassageFilter.BehindFigure(db, figure) is not { } behind)
                return Problems.Refuse(StatusCodes.Status404NotFound, "figure-without-records");
            passages = passages.Where(behind);
        }

        if (filter.Failed is { Length: > 0 } failed)
            passages = passages.Where(FailedItems.Passages(failed));
        if (filter.Flag is { Length: > 0 } flag)
            passages = passages.WithFlag(flag);
        if (filter.Hour is { } hour)
            passages = passages.Where(p => p.Hour == hour);
        if (filter.Verdict is { Length: > 0 } verdict)
            passages = passages.Where(p => p.Verdict == verdict);
        if (filter.Category is { Length: > 0 } category)
            passages = passages.Where(p => p.Category == category);
        if (filter.MustLook is { } mustLook)
            passages = passages.Where(p => p.MustLook == mustLook);
        return TypedResults.Ok(await PassageRows.PageAsync(db, book, passages, mark, filter.Limit ?? PassageRows.UsualRows, cancellationToken));
    }
}
