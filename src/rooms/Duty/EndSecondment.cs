using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Duty;

/// <summary>Sends a person back to the home unit now. One that has not begun is called off; ending an ended one changes nothing.</summary>
public static class EndSecondment
{
    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Reasons.Request request, RedVestDb db, IPosts posts, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        var held = await db.Set<Secondment>().SingleOrDefaultAsync(s => s.Owner == me.Owner && s.Id == id, cancellationToken);
        if (held is null || !await Reach.SeesAsync(posts, me, held.Post, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        if (held.Until <= now)
            return TypedResults.NoContent();
        await db.WriteAsync(me.Owner, me.Did("secondment-ended", id, new { post = held.Post }), () => End(held, now, request.Reason.Trim()), cancellationToken);
        return TypedResults.NoContent();
    }

    internal static void End(Secondment held, DateTimeOffset now, string reason) =>
        (held.Until, held.EndReason) = (now < held.From ? held.From : now, reason);
}
