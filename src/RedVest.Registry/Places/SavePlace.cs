using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Enters a place under an id of the page's own, or edits it. Who edits says which state they saw; another's edit is never overwritten.</summary>
public static class SavePlace
{
    /// <param name="Edits">As shown; null for one that is new.</param>
    public sealed record Request(
        string Kind, DisplayName Name, long DivisionCode, int? Edits = null, string? Address = null, Guid? OrganisationId = null, Position? Position = null, Contact? Contact = null);

    internal static async Task<Results<Ok<PlaceRow>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        if (Refusal(request, me) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        if (request.OrganisationId is { } unit && !await Organisations.SeenBy(db, me).AnyAsync(o => o.Id == unit, cancellationToken))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "organisation-unknown");
        var stored = await Places.SeenBy(db, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (stored?.EndedAt is not null || stored?.Edits != request.Edits)
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        if (stored is null ? request.Kind == Place.Checkpoint : (stored.Kind == Place.Checkpoint) != (request.Kind == Place.Checkpoint))
            return Problems.Refuse(StatusCodes.Status409Conflict, "place-is-post");
        try
        {
            stored = await SaveAsync(db, keys, me, id, stored, request, cancellationToken);
        }
        catch (Exception lost) when (Races.WasLost(lost) || lost is DbUpdateConcurrencyException)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        }

        return TypedResults.Ok((await Places.RowsAsync(db, keys, me, [stored], cancellationToken))[0]);
    }

    internal static string? Refusal(Request request, Caller me) =>
        !request.Name.IsName ? "name-wrong"
        : Faults.OfKind(request.Kind)
            ?? Faults.OfDivision(me.Owner, request.DivisionCode, me)
            ?? Faults.OfText(request.Address)
            ?? request.Position?.Fault
            ?? request.Contact?.Fault;

    private static async Task<Place> SaveAsync(RedVestDb db, KeyRing keys, Caller me, Guid id, Place? stored, Request request, CancellationToken cancellationToken)
    {
        var row = stored ?? new Place { Owner = me.Owner, Id = id, Kind = request.Kind, NameZh = "", NameEn = "", DivisionCode = request.DivisionCode };
        await db.WriteAsync(me.Owner, me.Did(stored is null ? "place-added" : "place-edited", id), write =>
        {
            (row.Kind, row.NameZh, row.NameEn, row.DivisionCode, row.OrganisationId) = (request.Kind, request.Name.Zh, request.Name.En, request.DivisionCode, request.OrganisationId);
            row.Address = string.IsNullOrWhiteSpace(request.Address) ? null : request.Address.Trim();
            (row.LatitudeE6, row.LongitudeE6) = (request.Position?.LatitudeE6, request.Position?.LongitudeE6);
            if (request.Contact is { } contact)
                (row.ContactName, row.Phone) = (contact.Name, contact.Sealed(keys, Place.Table, id, me.Owner, row.Phone));
            if (stored is null)
                db.Add(row);
            else
                row.Edits++;
            if (row.Kind == Place.Checkpoint)
                write.RaiseRevision(); // lanes show the name of their post
            return Task.FromResult(true);
        }, cancellationToken);
        return row;
    }
}
