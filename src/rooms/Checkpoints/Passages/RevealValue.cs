using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>Shows one masked value of one person of a passage. Who, what and why is committed to the audit before the value is decrypted.</summary>
public static class RevealValue
{
    /// <param name="N">The occupant.</param>
    /// <param name="Field">document or phone.</param>
    /// <param name="Purpose">4 to 200 characters.</param>
    public sealed record Request(int N, string Field, string Purpose);

    /// <param name="Value">Null: nobody asked the person for it.</param>
    public sealed record Answer(string? Value);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, LaneReader reader, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (await PassageRows.FindAsync(db, book, me, id, cancellationToken) is not { } passage)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (request.Field is not ("document" or "phone"))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "reveal-field-wrong");
        var occupant = await db.Set<Occupant>().AsNoTracking()
            .SingleOrDefaultAsync(o => o.Owner == passage.Owner && o.Passage == id && o.N == request.N, cancellationToken);
        if (occupant is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(
            me.Owner, me.Did("value-revealed", id, new { n = request.N, field = request.Field, person = occupant.Person, purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(
            await SaidAsync(db, reader, passage, request, cancellationToken) ?? await KnownAsync(db, keys, passage.Owner, occupant.Person, request.Field, cancellationToken)));
    }

    /// <summary>What was said at this passage.</summary>
    private static async Task<string?> SaidAsync(RedVestDb db, LaneReader reader, Passage passage, Request request, CancellationToken cancellationToken)
    {
        var events = await PassageEvents.ReadAsync(db, reader, passage, cancellationToken);
        var said = events.Check?.Occupants.FirstOrDefault(o => o.N == request.N);
        return (request.Field == "document" ? said?.Document?.Number : said?.Phone) is { Length: > 0 } value ? value : null;
    }

    /// <summary>What is known of the person, who was recognised and showed nothing here.</summary>
    private static async Task<string?> KnownAsync(RedVestDb db, KeyRing keys, int owner, Guid? id, string field, CancellationToken cancellationToken)
    {
        var person = id is null ? null : await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Owner == owner && p.Id == id, cancellationToken);
        return field == "document" ? person?.OpenDocument(keys) : person?.OpenPhone(keys);
    }
}
