using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>The passages behind a figure: those it counts, of the checkpoint, lane and shift it was asked for.</summary>
internal static class ListFigureRecords
{
    internal static async Task<Results<Ok<PassagePage>, ProblemHttpResult>> HandleAsync(
        string key, Guid? checkpoint, [AsParameters] ListPassages.Filter filter, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return await ListPassages.RunAsync(checkpoint, filter with { Figure = key }, db, book, me, clock, cancellationToken);
    }
}
