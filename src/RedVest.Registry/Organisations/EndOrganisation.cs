using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Ends an organisation's part in the response. Nothing is deleted: people, places and records that name it keep doing so.</summary>
public static class EndOrganisation
{
    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var row = await Organisations.SeenBy(db, me).SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (row is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (row.EndedAt is null)
        {
            await db.WriteAsync(me.Owner, me.Did("organisation-ended", id, new { reason = request.Reason.Trim() }), () =>
            {
                row.EndedAt = clock.Now();
                row.Edits++;
            }, cancellationToken);
        }

        return TypedResults.NoContent();
    }
}
