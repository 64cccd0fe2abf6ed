using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;

namespace RedVest.Checkpoints;

/// <summary>The pack in force where the caller works, byte for byte as installed (docs/packs.md).</summary>
internal static class ShowCurrentPack
{
    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> HandleAsync(
        OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return book.PackAt(clock.GetUtcNow()) is { } pack
            ? TypedResults.Content(pack.Text, "application/json; charset=utf-8")
            : Problems.Refuse(StatusCodes.Status404NotFound, "no-pack");
    }
}
