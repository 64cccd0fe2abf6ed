using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Duty;

/// <summary>Shows whom to call in the home unit. Who asked and why is committed to the audit before the value is decrypted.</summary>
public static class RevealContact
{
    /// <param name="Purpose">4 to 200 characters.</param>
    public sealed record Request(string Purpose);

    /// <param name="Contact">Null: nobody was named.</param>
    public sealed record Answer(string? Contact);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, IPosts posts, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        var held = await db.Set<Secondment>().AsNoTracking().SingleOrDefaultAsync(s => s.Owner == me.Owner && s.Id == id, cancellationToken);
        if (held is null || !await Reach.SeesAsync(posts, me, held.Post, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        await db.WriteAsync(me.Owner, me.Did("contact-revealed", id, new { purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(held.OpenContact(keys)));
    }
}
