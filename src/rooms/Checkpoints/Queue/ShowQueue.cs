using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Queue;

/// <summary>Who waits at a post now: for the office, and for the phones of the post itself.</summary>
public static class ShowQueue
{
    internal static async Task<Results<Ok<QueueNow>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return book.SeenBy(me).SingleOrDefault(c => c.Id == id) is { } post
            ? TypedResults.Ok(await QueueNow.ReadAsync(db, book, post, clock.Now(), cancellationToken))
            : Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
    }

    /// <summary>A phone asks for the post it is enrolled at.</summary>
    internal static Task<Results<Ok<QueueNow>, ProblemHttpResult>> OfDeviceAsync(
        RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken) =>
        HandleAsync(me.Device!.CheckpointId, db, books, me, clock, cancellationToken);
}
