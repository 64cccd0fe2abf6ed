using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passes;

/// <summary>The passes for posts the caller looks after, newest first, holders masked.</summary>
public static class ListPasses
{
    private const int UsualRows = 50;

    /// <param name="State">active, suspended, ended, expired, not-yet; all when left out.</param>
    /// <param name="Checkpoint">Good for this post.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1 to 200.</param>
    public readonly record struct Filter(string? State, Guid? Checkpoint, Guid? Employer, string? Number, string? After, int? Limit);

    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Answer(IReadOnlyList<PassRow> Rows, string? Next);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Filter filter, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (PageMark.Read(filter.After) is not { } mark)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "after-wrong");
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var now = clock.GetUtcNow();
        var passes = InState(PassRows.SeenBy(db, book, me).AsNoTracking(), filter.State, book.DayOf(now));
        if (filter.Checkpoint?.ToString() is { } post)
            passes = passes.Where(p => p.Posts.Contains(post));
        if (filter.Employer is { } employer)
            passes = passes.Where(p => p.Employer == employer);
        if (filter.Number is { Length: > 0 } number)
            passes = passes.Where(p => p.Number == number);
        var limit = Math.Clamp(filter.Limit ?? UsualRows, 1, PageMark.MostRows);
        var at = mark.At;
        var found = await passes.Where(p => p.IssuedAt <= at).OrderByDescending(p => p.IssuedAt).ThenByDescending(p => p.Id)
            .Skip(mark.Shown).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? mark.After([.. page.Select(p => p.IssuedAt)]).ToString() : null;
        return TypedResults.Ok(new Answer(await PassRows.OfAsync(db, book, page, now, cancellationToken), next));
    }

    private static IQueryable<CommuterPass> InState(IQueryable<CommuterPass> passes, string? state, DateOnly today) => state switch
    {
        null or "" => passes,
        PassStates.Expired => passes.Where(p => p.State == PassStates.Active && p.ValidTo < today),
        PassStates.NotYet => passes.Where(p => p.State == PassStates.Active && p.ValidFrom > today),
        PassStates.Active => passes.Where(p => p.State == PassStates.Active && p.ValidFrom <= today && p.ValidTo >= today),
        _ => passes.Where(p => p.State == state),
    };
}
