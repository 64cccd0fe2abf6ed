using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints;

/// <summary>Opens or closes a lane from the office: the record a shift leader's phone makes, in the user's name.</summary>
public static class OpenOrCloseLane
{
    /// <param name="Id">Made by the app: sent again with the same content it is the same record.</param>
    public sealed record Request(Guid Id, bool Open, string? Reason = null);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Guid lane, Request request, OwnerBooks books, OfficeRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id)?.Lanes.Any(l => l.Id == lane) != true)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "id-time");
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new LaneStateBody { Lane = lane, Checkpoint = id, Open = request.Open, Reason = ChangePost.Tidy(request.Reason) }, BodyJson.Default.LaneStateBody);
        var said = await records.WriteAsync(me, request.Open ? "lane-opened" : "lane-closed", request.Id, Kinds.LaneState, lane, body, cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored or Outcomes.AlreadyStored => TypedResults.NoContent(),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Problems.Refuse(StatusCodes.Status400BadRequest, said.Code!),
        };
    }
}
