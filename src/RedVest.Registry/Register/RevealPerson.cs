using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Registry.Register;

/// <summary>Shows one masked value of one person. Who, what and why is committed to the audit before the value is decrypted.</summary>
public static class RevealPerson
{
    /// <param name="Field">document or phone.</param>
    /// <param name="Purpose">4 to 200 characters.</param>
    public sealed record Request(string Field, string Purpose);

    /// <param name="Value">Null: nobody asked the person for it.</param>
    public sealed record Answer(string? Value);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (request.Field is not ("document" or "phone"))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "reveal-field-wrong");
        if (await PeopleSeen.By(db, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } person)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("person-revealed", id, new { field = request.Field, purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(request.Field == "document" ? person.OpenDocument(keys) : person.OpenPhone(keys)));
    }
}
