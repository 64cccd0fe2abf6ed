using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>A file of counts was a wrong one: its counts stay where they are and count no more.</summary>
public static class WithdrawCounts
{
    internal const int LongestReason = 1000;

    /// <param name="Reason">Why, up to 1000 characters.</param>
    public sealed record Request([Required, StringLength(LongestReason, MinimumLength = 1)] string Reason);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Guid import, Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var counts = db.Set<IndependentCount>().Where(c => c.Owner == me.Owner && c.Checkpoint == id && c.Import == import);
        if (!book.SeenBy(me).Any(c => c.Id == id) || !await counts.AnyAsync(cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        await db.WriteAsync(me.Owner, me.Did("counts-withdrawn", import, new { checkpoint = id }), async write =>
        {
            write.Touches("checkpoints_count");
            return await counts.Where(c => c.WithdrawnAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnAt, now).SetProperty(c => c.WithdrawnReason, request.Reason), cancellationToken);
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
