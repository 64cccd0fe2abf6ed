using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Freight;

/// <summary>Announces a lorry before it comes: the consignee's plan. Sent again with the same trip and another record, it changes the plan.</summary>
public static class AnnounceTrip
{
    /// <param name="Id">Of the record, made by the app: sent again with the same content it is the same.</param>
    /// <param name="Trip">Of the trip, made by the app.</param>
    /// <param name="Plate">Of the tractor of an articulated train.</param>
    /// <param name="Permit">12 digits, or nothing.</param>
    /// <param name="From">Six digits of GB/T 2260.</param>
    /// <param name="Hours">From entry until it must be out again; 24 when nothing is said.</param>
    public sealed record Request(
        Guid Id,
        Guid Trip,
        string Consignee,
        string Plate,
        DateTimeOffset ExpectedAt,
        string? Consignor = null,
        string? ContactName = null,
        string? ContactPhone = null,
        string? Goods = null,
        string? Trailer = null,
        string? Permit = null,
        string? From = null,
        string? To = null,
        string? Route = null,
        int? Hours = null,
        IReadOnlyList<Person>? Crew = null);

    /// <param name="Role">driver, crew.</param>
    /// <param name="DocumentKind">resident-id, passport, …; resident-id when nothing is said.</param>
    public sealed record Person(string Role, string? Name, string? Phone, string? DocumentKind, string? DocumentNumber);

    public sealed record Answer(Guid Trip);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, OwnerBooks books, OfficeRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (!book.SeenBy(me).Any(c => c.Id == id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!EventTime.IsIdTimeGood(request.Id, DateTimeOffset.UnixEpoch, clock.GetUtcNow()))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "id-time");
        var body = JsonSerializer.SerializeToUtf8Bytes(BodyOf(id, request), TripJson.Default.TripBody);
        var said = await records.WriteAsync(me, "trip-announced", request.Id, TripKinds.Announced, request.Trip, body, cancellationToken);
        return said.Outcome switch
        {
            Outcomes.Stored => TypedResults.Created((string?)null, new Answer(request.Trip)),
            Outcomes.AlreadyStored => TypedResults.Ok(new Answer(request.Trip)),
            Outcomes.Conflict => Problems.Refuse(StatusCodes.Status409Conflict, said.Code!), // a conflict has a code
            _ => Problems.Refuse(said.Code == "permit-in-use" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, said.Code!),
        };
    }

    private static TripBody BodyOf(Guid checkpoint, Request request) => new()
    {
        Checkpoint = checkpoint,
        Consignor = request.Consignor,
        Consignee = request.Consignee,
        Contact = request.ContactName is null && request.ContactPhone is null ? null : new ContactSaid(request.ContactName, request.ContactPhone),
        Goods = request.Goods,
        Plate = request.Plate,
        Trailer = request.Trailer,
        Permit = request.Permit?.Replace(" ", "", StringComparison.Ordinal),
        From = request.From,
        To = request.To,
        Route = request.Route,
        ExpectedAt = request.ExpectedAt,
        Hours = request.Hours,
        Crew = request.Crew is null ? null : [.. request.Crew.Select((c, i) => new CrewSaid(i + 1, c.Role, c.Name, c.Phone,
            string.IsNullOrWhiteSpace(c.DocumentNumber) ? null : new DocumentSaid(c.DocumentKind ?? Words.ResidentId, c.DocumentNumber)))],
    };
}
