using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Loops;

/// <summary>Taking, giving back and ending a loop at the board. The same rules as for a device, in the user's name.</summary>
public static class RecordLoop
{
    /// <param name="Id">Made by the app: sent again with the same content it is the same record.</param>
    /// <param name="What">taken, returned, moved, ended.</param>
    /// <param name="Reason">How it ended: one of the kind's.</param>
    public sealed record Request(Guid Id, string What, string? Reason = null, string? Next = null, DateTimeOffset? DueAt = null);

    public sealed record Answer(Guid Id);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, Caller me, IPosts posts, OfficeRecords records, TimeProvider clock, CancellationToken cancellationToken)
    {
        var seen = (await LoopPlaces.SeenByAsync(me, posts, cancellationToken)).Keys.ToArray();
        if (!await db.Set<Loop>().AnyAsync(l => l.Owner == me.Owner && l.Id == id && seen.Contains(l.Place), cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "id-time");
        if (request.What is not ("taken" or "returned" or "moved" or "ended"))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "kind-unknown");
        var body = new LoopBody { Reason = request.Reason, Next = request.Next, DueAt = request.DueAt };
        var said = await records.WriteAsync(me, "loop-recorded", request.Id, LoopRecordKinds.Prefix + request.What, id,
            JsonSerializer.SerializeToUtf8Bytes(body, LoopJson.Default.LoopBody), cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created((string?)null, new Answer(request.Id)),
            Outcomes.AlreadyStored => TypedResults.Ok(new Answer(request.Id)),
            Outcomes.WaitingFor => Problems.Refuse(StatusCodes.Status404NotFound, "not-found"),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Problems.Refuse(StatusCodes.Status400BadRequest, said.Code!),
        };
    }
}
