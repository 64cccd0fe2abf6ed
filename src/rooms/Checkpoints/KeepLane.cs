using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>Adds a lane to a post, or changes one. A new lane is closed until somebody opens it; its number is painted on the road and stays.</summary>
public static class KeepLane
{
    /// <param name="Direction">in or out.</param>
    /// <param name="Category">Whom it is meant for: a category of passage, priority, or any.</param>
    /// <param name="Positions">Cars checked in a row, 1 to 9.</param>
    public sealed record Request(int Number, DisplayName Name, string Direction, string Category, int Positions = 1);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Guid lane, Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post || (book.Lane(lane) is { } elsewhere && elsewhere.CheckpointId != id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var wanted = new AddCheckpoint.NewLane(lane, request.Number, request.Name, request.Direction, request.Category, IsOpen: false, request.Positions);
        if (AddCheckpoint.Refusal(wanted) is { } refusal)
            return Problems.Refuse(StatusCodes.Status400BadRequest, refusal);
        if (post.Lanes.Any(l => l.Id == lane ? l.Number != request.Number : l.Number == request.Number))
            return Problems.Refuse(StatusCodes.Status409Conflict, "lane-number-wrong");
        await db.WriteAsync(me.Owner, me.Did("lane-kept", id, new { lane }), async write =>
        {
            write.RaiseRevision();
            if (await db.Set<Lane>().SingleOrDefaultAsync(l => l.Owner == me.Owner && l.Id == lane, cancellationToken) is { } known)
            {
                (known.NameZh, known.NameEn) = (request.Name.Zh, request.Name.En);
                (known.Direction, known.Category, known.Positions) = (request.Direction, request.Category, request.Positions);
                return true;
            }

            db.Add(new Lane
            {
                Owner = me.Owner,
                Id = lane,
                CheckpointId = id,
                Number = request.Number,
                NameZh = request.Name.Zh,
                NameEn = request.Name.En,
                Direction = request.Direction,
                Category = request.Category,
                Positions = request.Positions,
                IsOpen = false,
            });
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
