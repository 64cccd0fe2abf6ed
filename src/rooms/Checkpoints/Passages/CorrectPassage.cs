using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// Corrects one record of a passage from the office: the record stays as it was, the passage is folded anew with the changes laid over it. The
/// same rules as for a correction from a lane, in the user's name.
/// </summary>
public static class CorrectPassage
{
    /// <param name="Id">Made by the app: sent again with the same content it is the same correction.</param>
    /// <param name="Corrects">The record that was wrong. A record is corrected once.</param>
    /// <param name="Changes">Members of that record's body with their right values.</param>
    /// <param name="Reason">Why, up to 1000 characters.</param>
    public sealed record Request(Guid Id, Guid Corrects, JsonElement Changes, string Reason);

    public sealed record Answer(Guid Id);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, OfficeRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (await PassageRows.FindAsync(db, book, me, id, cancellationToken) is not { } passage)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Refuse("id-time");
        if (request.Changes.ValueKind != JsonValueKind.Object || !StaysInScope(request.Changes, book, me))
            return Refuse("changes-wrong");
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new CorrectionBody { Lane = passage.Lane, Checkpoint = passage.Checkpoint, Corrects = request.Corrects, Changes = request.Changes, Reason = request.Reason.Trim() },
            BodyJson.Default.CorrectionBody);
        var said = await records.WriteAsync(me, "passage-corrected", request.Id, Kinds.Correction, id, body, cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created((string?)null, new Answer(request.Id)),
            Outcomes.AlreadyStored => TypedResults.Ok(new Answer(request.Id)),
            Outcomes.WaitingFor => Problems.Refuse(StatusCodes.Status404NotFound, "not-found"),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Refuse(said.Code!),
        };
    }

    /// <summary>A passage is not corrected away to a lane that the user does not see.</summary>
    private static bool StaysInScope(JsonElement changes, OwnerBook book, Caller me) =>
        !changes.TryGetProperty("lane", out var said)
        || (said.ValueKind == JsonValueKind.String && said.TryGetGuid(out var lane) && book.SeenBy(me).Any(c => c.Lanes.Any(l => l.Id == lane)));

    private static ProblemHttpResult Refuse(string code) =>
        Problems.Refuse(StatusCodes.Status400BadRequest, code, ("longest", LaneReader.LongestText));
}
