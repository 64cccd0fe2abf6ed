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
    /// <param name="Failed">An item of the gate that somebody failed.</param>
    /// <param name="Flag">visitor, returnee, disinfected, plate-shared, person-elsewhere.</param>
    /// <param name="State">at-barrier, in-check, decided, left, dropped (left without a verdict).</param>
    /// <param name="Mark">must-look, differs, corrected, estimated, restricted, disagrees, unusual, emergency, no-plate, on-foot.</param>
    /// <param name="Officer">Who gave the verdict: a member of staff.</param>
    /// <param name="Device">The device that recorded the verdict.</param>
    /// <param name="From">Local time of day from which on it began, HH:mm.</param>
    /// <param name="Until">Local time of day before which it began, HH:mm.</param>
    /// <param name="Figure">A figure's key: only the passages it counts.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1 to 200.</param>
    public readonly record struct Filter(
        DateOnly? Day, Guid? Lane, int? Shift, int? Hour, string? Verdict, string? Category, string? State, bool? MustLook, string? Failed, string? Flag, string? Figure, string? After, int? Limit,
        string? Mark = null, Guid? Officer = null, Guid? Device = null, TimeOnly? From = null, TimeOnly? Until = null);

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
        if (PageMark.Read(filter.After) is not { } mark)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "after-wrong");
        var (passages, problem) = Choose(checkpoint, filter, db, book, me, clock);
        return passages is null
            ? problem!
            : TypedResults.Ok(await PassageRows.PageAsync(db, book, passages, mark, filter.Limit ?? PassageRows.UsualRows, cancellationToken));
    }

    /// <summary>The passages that a list or a file holds, or why there is none.</summary>
    internal static (IQueryable<Passage>? Passages, ProblemHttpResult? Problem) Choose(
        Guid? checkpoint, Filter filter, RedVestDb db, OwnerBook book, Caller me, TimeProvider clock)
    {
        var seen = book.SeenBy(me).Where(c => checkpoint is null || c.Id == checkpoint).ToList();
        if (seen.Count == 0)
            return (null, Problems.Refuse(StatusCodes.Status404NotFound, "not-found"));
        var day = filter.Day ?? book.DayOf(clock.GetUtcNow());
        // A shift of one post is what happened in it, also after midnight; of several posts with other hours, what each calls so on that day.
        var window = filter.Shift is { } shift && seen.Count == 1 ? book.ShiftOf(seen[0], day, shift) : null;
        var passages = new Slice(me.Owner, [.. seen.Select(c => c.Id)], day, filter.Lane, filter.Shift, null, filter.Category, filter.Verdict, window)
            .Of(db.Set<Passage>()).InState(filter.State).Marked(filter.Mark);
        if (filter.Figure is { Length: > 0 } figure)
        {
            if (PassageFilter.BehindFigure(db, figure) is not { } behind)
                return (null, Problems.Refuse(StatusCodes.Status404NotFound, "figure-without-records"));
            passages = passages.Where(behind);
        }

        if (filter.Failed is { Length: > 0 } failed)
            passages = passages.Where(FailedItems.Passages(failed));
        if (filter.Flag is { Length: > 0 } flag)
            passages = passages.WithFlag(flag);
        if (filter.Hour is { } hour)
            passages = passages.Where(p => p.Hour == hour);
        if (filter.MustLook is { } mustLook)
            passages = passages.Where(p => p.MustLook == mustLook);
        if (filter.Officer is { } officer)
            passages = passages.Where(p => p.Officer == officer);
        if (filter.Device is { } device)
            passages = passages.Where(p => p.Device == device);
        var (from, until) = (book.StartOf(day) + (filter.From?.ToTimeSpan() ?? TimeSpan.Zero), book.StartOf(day) + (filter.Until?.ToTimeSpan() ?? TimeSpan.Zero));
        if (filter.From is not null)
            passages = passages.Where(p => (p.StartedAt ?? p.ArrivedAt ?? p.VerdictAt ?? p.LeftAt) >= from);
        if (filter.Until is not null)
            passages = passages.Where(p => (p.StartedAt ?? p.ArrivedAt ?? p.VerdictAt ?? p.LeftAt) < until);
        return (passages, null);
    }
}
