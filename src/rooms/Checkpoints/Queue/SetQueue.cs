using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Queue;

/// <summary>Says what a post wants of its queues.</summary>
public static class SetQueue
{
    /// <param name="ReliefAbove">1 to 100: more cars waiting than this ask for relief.</param>
    /// <param name="TargetSeconds">5 to 3600: the average wait that is wanted.</param>
    /// <param name="OneLine">Cars wait in one line for all lanes of a direction and category.</param>
    public sealed record Request(int ReliefAbove, int TargetSeconds, bool OneLine);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (!book.SeenBy(me).Any(c => c.Id == id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (request.ReliefAbove is < 1 or > 100 || request.TargetSeconds is < 5 or > 3600)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "queue-settings-wrong");
        await db.WriteAsync(me.Owner, me.Did("queue-settings-set", id, request), async _ =>
        {
            var settings = await db.Set<QueueSettings>().SingleOrDefaultAsync(s => s.Owner == me.Owner && s.Checkpoint == id, cancellationToken);
            if (settings is null)
                db.Add(settings = new QueueSettings { Owner = me.Owner, Checkpoint = id });
            (settings.ReliefAbove, settings.TargetSeconds, settings.OneLine) = (request.ReliefAbove, request.TargetSeconds, request.OneLine);
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
