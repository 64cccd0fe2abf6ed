using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Freight;

/// <summary>Records of a trip from the office: a lorry that never came, one that was seen to leave, a call from the loading place.</summary>
public static class RecordTrip
{
    /// <param name="Id">Made by the app: sent again with the same content it is the same record.</param>
    /// <param name="What">escorted, loading, returning, exit, closed.</param>
    /// <param name="Reason">Of an end: closed, cancelled, turned-back, left-unseen.</param>
    public sealed record Request(Guid Id, string What, string? Escort = null, string? Reason = null, string? Note = null);

    public sealed record Answer(Guid Id);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, OfficeRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var seen = book.SeenBy(me).Select(c => c.Id).ToArray();
        if (await db.Set<Trip>().AsNoTracking().SingleOrDefaultAsync(t => t.Owner == me.Owner && t.Id == id && seen.Contains(t.Checkpoint), cancellationToken) is not { } trip)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "id-time");
        if (request.What == "closed" && request.Reason is not (null or EndReasons.Closed) && string.IsNullOrWhiteSpace(request.Note))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "reason-missing", ("longest", TripRecords.LongestText));
        var body = new TripBody { Checkpoint = trip.Checkpoint, Escort = request.Escort, Reason = request.Reason, Note = request.Note?.Trim() };
        var said = await records.WriteAsync(me, "trip-recorded", request.Id, TripKinds.Prefix + request.What, id,
            JsonSerializer.SerializeToUtf8Bytes(body, TripJson.Default.TripBody), cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created((string?)null, new Answer(request.Id)),
            Outcomes.AlreadyStored => TypedResults.Ok(new Answer(request.Id)),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Problems.Refuse(StatusCodes.Status400BadRequest, said.Code!),
        };
    }
}
