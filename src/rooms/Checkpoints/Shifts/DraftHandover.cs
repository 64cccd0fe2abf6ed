using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>What a shift would hand over now, before anybody signs.</summary>
internal static class DraftHandover
{
    internal static async Task<Results<Ok<HandoverSheet>, ProblemHttpResult>> HandleAsync(
        Guid id, DateOnly day, int number, RedVestDb db, OwnerBooks books, LogRecords log, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return book.SeenBy(me).FirstOrDefault(c => c.Id == id) is { } post && book.ShiftOf(post, day, number) is { } shift
            ? TypedResults.Ok(await new HandoverDraft(db, book, log, keys).MakeAsync(post, shift, clock.Now(), cancellationToken))
            : Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
    }
}
