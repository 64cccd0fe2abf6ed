using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passes;

/// <summary>
/// Before a pass is issued: is the person known, so that nobody types a name again, and have they one already? By the whole document number of whoever
/// stands at the desk; in the audit whether anybody was found or not.
/// </summary>
public static class FindHolder
{
    public sealed record Request(IssuePass.Document Document);

    /// <param name="Fault">What breaks the standard of the number's kind; null when nothing does.</param>
    /// <param name="Name">Masked; null when nobody of this number is known, or nobody wrote the name down.</param>
    /// <param name="Pass">The pass they have and that has not ended.</param>
    public sealed record Answer(string Number, string? Fault, bool Known, string? Name, Guid? Pass, string? PassNumber, DateOnly? PassTo);

    internal static async Task<Ok<Answer>> HandleAsync(
        Request request, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var document = DocumentNumber.Read(request.Document.Kind, request.Document.Number, book.DayOf(clock.GetUtcNow()));
        var hash = PersonEvidence.HashOf(keys, document);
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Owner == me.Owner && p.DocumentHash == hash, cancellationToken);
        var pass = person is null ? null : await IssuePass.LivingAsync(db, me.Owner, person.Id, cancellationToken);
        await db.WriteAsync(me.Owner, me.Did("pass-holder-sought", person?.Id, new { found = person is not null }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(
            document.Number, document.Fault, person is not null, person?.Name is { Length: > 0 } name ? Masking.Name(name) : null, pass?.Id, pass?.Number, pass?.ValidTo));
    }
}
