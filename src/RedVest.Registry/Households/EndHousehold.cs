using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Households;

/// <summary>Ends a household nobody lives in any more. Its members move first, or leave.</summary>
public static class EndHousehold
{
    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var row = await HouseholdRows.SeenBy(db, me).SingleOrDefaultAsync(h => h.Id == id, cancellationToken);
        if (row is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (row.EndedAt is not null)
            return TypedResults.NoContent();
        if (await db.Set<HouseholdMember>().AnyAsync(m => m.Owner == me.Owner && m.Household == id && m.Until == null, cancellationToken))
            return Problems.Refuse(StatusCodes.Status409Conflict, "household-lived-in");
        await db.WriteAsync(me.Owner, me.Did("household-ended", id, new { reason = request.Reason.Trim() }), () =>
        {
            row.EndedAt = clock.Now();
            row.Edits++;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
