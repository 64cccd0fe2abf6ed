using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Yard;

/// <summary>Records of a held person from the office: what comes next, a result that was telephoned, how it ended. The same rules as for a phone, in the user's name.</summary>
public static class RecordInYard
{
    /// <param name="Id">Made by the app: sent again with the same content it is the same record.</param>
    /// <param name="What">taken, sampled, result, need, served, moved, next, ended.</param>
    /// <param name="Result">negative, positive, invalid.</param>
    /// <param name="Reason">released, transferred, clinic, turned-back, home, left-unseen.</param>
    /// <param name="To">Where to; needed for a transfer.</param>
    public sealed record Request(
        Guid Id,
        string What,
        string? Sample = null,
        string? Tube = null,
        string? Result = null,
        string? Need = null,
        Guid? Served = null,
        string? Next = null,
        DateTimeOffset? DueAt = null,
        string? Reason = null,
        string? To = null,
        string? Note = null);

    public sealed record Answer(Guid Id);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid loop, Request request, RedVestDb db, OwnerBooks books, OfficeRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var seen = book.SeenBy(me).Select(c => c.Id).ToArray();
        var row = await db.Set<Loop>().AsNoTracking()
            .SingleOrDefaultAsync(l => l.Owner == me.Owner && l.Id == loop && l.Kind == CustodyKinds.Person && seen.Contains(l.Place), cancellationToken);
        if (row is not { Subject: { } passage, Part: { } n })
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "id-time");
        var body = new YardBody
        {
            Checkpoint = row.Place,
            N = n,
            Sample = request.Sample,
            Tube = request.Tube,
            Result = request.Result,
            Need = request.Need,
            Served = request.Served,
            Next = request.Next,
            DueAt = request.DueAt,
            Reason = request.Reason,
            To = request.To?.Trim(),
            Note = request.Note?.Trim(),
        };
        var said = await records.WriteAsync(me, "yard-recorded", request.Id, YardKinds.Prefix + request.What, passage,
            JsonSerializer.SerializeToUtf8Bytes(body, YardJson.Default.YardBody), cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created((string?)null, new Answer(request.Id)),
            Outcomes.AlreadyStored => TypedResults.Ok(new Answer(request.Id)),
            Outcomes.WaitingFor => Problems.Refuse(StatusCodes.Status404NotFound, "not-found"),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Problems.Refuse(StatusCodes.Status400BadRequest, said.Code!, ("longest", YardRecords.LongestText)),
        };
    }
}
