using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Registry;

/// <summary>Closes a place. Nothing is deleted: people and records that name it keep doing so. A checkpoint is closed by its lanes, not here.</summary>
public static class EndPlace
{
    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var row = await Places.SeenBy(db, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (row is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (row.Kind == Place.Checkpoint)
            return Problems.Refuse(StatusCodes.Status409Conflict, "place-is-post");
        if (row.EndedAt is null)
        {
            await db.WriteAsync(me.Owner, me.Did("place-ended", id, new { reason = request.Reason.Trim() }), () =>
            {
                row.EndedAt = clock.Now();
                row.Edits++;
            }, cancellationToken);
        }

        return TypedResults.NoContent();
    }
}
