using Microsoft.AspNetCore.Http;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;

namespace RedVest.Checkpoints.Board;

/// <summary>The live board as server-sent events: <c>event: board</c>, id = feed number.</summary>
public static class FollowBoard
{
    internal static async Task<IResult> HandleAsync(
        Guid id, LiveBoards boards, OwnerBooks books, LongAnswers answers, Caller me, TimeProvider clock, CancellationToken cancellationToken, DateOnly? day = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return book.SeenBy(me).Any(c => c.Id == id)
            ? TypedResults.ServerSentEvents(answers.GuardAsync(me, boards.FollowAsync(me.Owner, id, day ?? book.DayOf(clock.GetUtcNow()), cancellationToken), cancellationToken))
            : Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
    }
}
