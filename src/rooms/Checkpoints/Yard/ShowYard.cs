using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Yard;

/// <summary>Whom a post answers for now, and who left on a day.</summary>
public static class ShowYard
{
    /// <param name="AsOf">When it was read.</param>
    /// <param name="Here">Overdue first.</param>
    /// <param name="Left">Of the day asked for, the last first.</param>
    /// <param name="Came">Everybody who came on that day, however long the lists are.</param>
    public sealed record Answer(DateTimeOffset AsOf, DateOnly Day, IReadOnlyList<HeldPerson> Here, IReadOnlyList<HeldPerson> Left, CameCount Came);

    /// <summary>Who came on a day: entered = inside + ended.</summary>
    /// <param name="Inside">Of them, those who are still here.</param>
    /// <param name="Ended">By reason, those who have left, whenever that was.</param>
    public sealed record CameCount(int Entered, int Inside, IReadOnlyDictionary<string, int> Ended);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken, DateOnly? day = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (!book.SeenBy(me).Any(c => c.Id == id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        var asked = day ?? book.DayOf(now);
        var yard = new YardList(db, keys, book);
        return TypedResults.Ok(new Answer(now, asked, await yard.NowAsync(id, now, cancellationToken),
            await yard.EndedAsync(id, book.StartOf(asked), book.StartOf(asked.AddDays(1)), cancellationToken),
            await yard.CameAsync(id, book.StartOf(asked), book.StartOf(asked.AddDays(1)), cancellationToken)));
    }
}
