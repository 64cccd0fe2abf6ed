using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Trust;

/// <summary>Believes a key no longer, from the next decision on. Removing it again changes nothing.</summary>
internal static class RemoveKey
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var key = await db.Set<TrustedKeyRow>().SingleOrDefaultAsync(k => k.Owner == me.Owner && k.Id == id, cancellationToken);
        if (key is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (key.RemovedAt is not null)
            return TypedResults.NoContent();
        await db.WriteAsync(me.Owner, me.Did("trust-removed", id), write =>
        {
            (key.RemovedAt, key.RemovedReason) = (clock.Now(), request.Reason.Trim());
            write.RaiseRevision();
            return Task.FromResult(true);
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
