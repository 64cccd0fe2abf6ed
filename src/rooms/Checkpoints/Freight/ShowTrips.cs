using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Freight;

/// <summary>The freight of a post: who is expected, who is inside, who left on a day.</summary>
public static class ShowTrips
{
    /// <param name="AsOf">When it was read.</param>
    /// <param name="Expected">By hour.</param>
    /// <param name="Inside">Overdue first.</param>
    /// <param name="Ended">Of the day asked for, the last first.</param>
    public sealed record Answer(DateTimeOffset AsOf, DateOnly Day, IReadOnlyList<TripRow> Expected, IReadOnlyList<TripRow> Inside, IReadOnlyList<TripRow> Ended);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken, DateOnly? day = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (!book.SeenBy(me).Any(c => c.Id == id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        var asked = day ?? book.DayOf(now);
        var trips = new TripList(db, keys, book);
        return TypedResults.Ok(new Answer(now, asked, await trips.ExpectedAsync(id, now, cancellationToken), await trips.OpenAsync(id, now, cancellationToken),
            await trips.EndedAsync(id, book.StartOf(asked), book.StartOf(asked.AddDays(1)), cancellationToken)));
    }
}
