using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Households;

/// <summary>Enters a household under an id of the page's own, or edits it. Of two at one door only one can stand.</summary>
public static class SaveHousehold
{
    private const int LongestNumber = 32;

    /// <param name="Edits">As shown; null for one that is new.</param>
    /// <param name="Number">The village's own; null where there is none.</param>
    public sealed record Request(long DivisionCode, string Address, int? Edits = null, string? Number = null);

    internal static async Task<Results<Ok<HouseholdRow>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Refusal(request, me) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        var stored = await HouseholdRows.SeenBy(db, me).SingleOrDefaultAsync(h => h.Id == id, cancellationToken);
        if (stored?.EndedAt is not null || stored?.Edits != request.Edits)
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        var key = Household.KeyOf(request.DivisionCode, request.Number, request.Address);
        var row = stored ?? new Household
        {
            Owner = me.Owner,
            Id = id,
            DivisionCode = request.DivisionCode,
            Address = request.Address,
            Key = key,
            CreatedAt = clock.Now(),
        };
        try
        {
            await db.WriteAsync(me.Owner, me.Did(stored is null ? "household-added" : "household-edited", id), () =>
            {
                (row.DivisionCode, row.Address, row.Number, row.Key) =
                    (request.DivisionCode, request.Address.Trim(), string.IsNullOrWhiteSpace(request.Number) ? null : request.Number.Trim(), key);
                if (stored is null)
                    db.Add(row);
                else
                    row.Edits++;
            }, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "household-exists");
        }

        return TypedResults.Ok((await HouseholdRows.OfAsync(db, me.Owner, [row], cancellationToken))[0]);
    }

    internal static string? Refusal(Request request, Caller me) =>
        Faults.OfDivision(me.Owner, request.DivisionCode, me)
        ?? (string.IsNullOrWhiteSpace(request.Address) || request.Number is { Length: > LongestNumber } ? "address-wrong" : null)
        ?? Faults.OfText(request.Address)
        ?? Faults.OfText(request.Number);
}
