using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Enters an organisation under an id of the page's own, or edits it. Who edits says which state they saw; another's edit is never overwritten.</summary>
public static class SaveOrganisation
{
    /// <param name="Edits">As shown; null for one that is new.</param>
    public sealed record Request(
        string Kind, DisplayName Name, long DivisionCode, int? Edits = null, Guid? ParentId = null, string? CreditCode = null, Contact? Contact = null);

    internal static async Task<Results<Ok<OrganisationRow>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        if (Refusal(request, me) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        if (await IsCircleAsync(db, me.Owner, id, request.ParentId, cancellationToken))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "parent-wrong");
        var stored = await Organisations.SeenBy(db, me).SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (stored?.EndedAt is not null || stored?.Edits != request.Edits)
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        try
        {
            stored = await SaveAsync(db, keys, me, id, stored, request, cancellationToken);
        }
        catch (Exception lost) when (Races.WasLost(lost) || lost is DbUpdateConcurrencyException)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        }

        return TypedResults.Ok((await Organisations.RowsAsync(db, keys, me, [stored], cancellationToken))[0]);
    }

    internal static string? Refusal(Request request, Caller me) =>
        !request.Name.IsName ? "name-wrong"
        : Faults.OfKind(request.Kind)
            ?? Faults.OfDivision(me.Owner, request.DivisionCode, me)
            ?? request.Contact?.Fault
            ?? (request.CreditCode is { Length: > 0 } code && !IsCreditCode(code) ? "credit-code-wrong" : null);

    internal static bool IsCreditCode(string code) => code.Length == 18 && code.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    private static async Task<Organisation> SaveAsync(
        RedVestDb db, KeyRing keys, Caller me, Guid id, Organisation? stored, Request request, CancellationToken cancellationToken)
    {
        var row = stored ?? new Organisation { Owner = me.Owner, Id = id, Kind = request.Kind, NameZh = "", NameEn = "" };
        await db.WriteAsync(me.Owner, me.Did(stored is null ? "organisation-added" : "organisation-edited", id), () =>
        {
            (row.Kind, row.NameZh, row.NameEn, row.DivisionCode, row.ParentId) = (request.Kind, request.Name.Zh, request.Name.En, request.DivisionCode, request.ParentId);
            row.CreditCode = string.IsNullOrEmpty(request.CreditCode) ? null : request.CreditCode;
            if (request.Contact is { } contact)
                (row.ContactName, row.Phone) = (contact.Name, contact.Sealed(keys, Organisation.Table, id, me.Owner, row.Phone));
            if (stored is null)
                db.Add(row);
            else
                row.Edits++;
        }, cancellationToken);
        return row;
    }

    /// <summary>Whether the parent is unknown, or the unit would belong to itself by any way round.</summary>
    private static async Task<bool> IsCircleAsync(RedVestDb db, int owner, Guid id, Guid? parent, CancellationToken cancellationToken)
    {
        if (parent is null)
            return false;
        var parents = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == owner).ToDictionaryAsync(o => o.Id, o => o.ParentId, cancellationToken);
        var steps = 0;
        for (var at = parent; at is { } unit; at = parents[unit])
        {
            if (unit == id || !parents.ContainsKey(unit) || steps++ > parents.Count)
                return true;
        }

        return false;
    }
}
