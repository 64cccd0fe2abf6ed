using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

/// <summary>Ends a grant now. Ending an ended one changes nothing.</summary>
internal static class EndGrant
{
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var grant = await db.Set<Grant>()
            .Where(g => g.Owner == Owners.Installation && g.Id == id && ListUsers.UsersOf(db, me).Any(u => u.Id == g.UserId))
            .SingleOrDefaultAsync(cancellationToken);
        if (grant is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (grant.UserId == me.Id)
            return Problems.Refuse(StatusCodes.Status409Conflict, "not-oneself");
        if (grant.EndedAt is not null)
            return TypedResults.NoContent();

        var home = await db.Set<User>().Where(u => u.Owner == Owners.Installation && u.Id == grant.UserId).Select(u => u.Home).SingleAsync(cancellationToken);
        try
        {
            await db.WriteAsync(Owners.Installation, me.Did("grant-ended", grant.UserId, new { grant = id }), async _ =>
            {
                await LastAdministrator.KeepAsync(db, home, g => g.Id == id, clock.Now(), cancellationToken);
                return (grant.EndedAt, grant.EndedReason) = (clock.Now(), request.Reason.Trim());
            }, cancellationToken);
            return TypedResults.NoContent();
        }
        catch (ActRefusedException refused)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, refused.Code);
        }
    }
}
