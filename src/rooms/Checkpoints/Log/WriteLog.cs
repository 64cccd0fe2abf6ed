using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Log;

/// <summary>Writes one record of a post's log from the office: the same records as a phone's, in the user's name. Nothing is changed afterwards.</summary>
public static class WriteLog
{
    /// <param name="Id">Made by the app: sent again with the same content it is the same record.</param>
    /// <param name="Entry">The entry it belongs to; a new id begins one.</param>
    /// <param name="Kind">entry, step, correction, level, acknowledged, closed.</param>
    /// <param name="What">Of an entry: note, order, rule-change, visit, equipment, incident.</param>
    /// <param name="Text">What happened or was done, up to 2000 characters.</param>
    /// <param name="Level">Of an incident: 1 the shift, 2 the head of the post, 3 the county, 4 the city.</param>
    /// <param name="Type">Of an incident: conflict, fever, queue, refusal, accident, equipment, data, positive, weather.</param>
    /// <param name="From">Who gave an order or came to visit.</param>
    /// <param name="Lesson">On closing.</param>
    public sealed record Request(
        Guid Id, Guid Entry, string Kind, string? What = null, string? Text = null, int? Level = null, string? Type = null, string? From = null,
        string? Lesson = null, Guid? Lane = null);

    public sealed record Answer(Guid Id);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, OwnerBooks books, OfficeRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (!book.SeenBy(me).Any(c => c.Id == id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var kind = LogKinds.Prefix + request.Kind;
        if (!LogKinds.All.Contains(kind))
            return Refuse("kind-unknown");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Refuse("id-time");
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new LogBody(id, request.What, request.Text?.Trim(), request.Level, request.Type, request.From?.Trim(), request.Lesson?.Trim(), request.Lane), LogJson.Default.LogBody);
        var said = await records.WriteAsync(me, "log-written", request.Id, kind, request.Entry, body, cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created((string?)null, new Answer(request.Id)),
            Outcomes.AlreadyStored => TypedResults.Ok(new Answer(request.Id)),
            Outcomes.WaitingFor => Problems.Refuse(StatusCodes.Status404NotFound, "not-found"),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Refuse(said.Code!),
        };
    }

    private static ProblemHttpResult Refuse(string code) => Problems.Refuse(StatusCodes.Status400BadRequest, code, ("longest", LogReader.LongestText));
}
