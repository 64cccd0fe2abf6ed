using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// The passages of one vehicle or one person at a checkpoint, by the whole plate or document number and nothing less. By POST, so that the number
/// is in no URL; with a purpose, and in the audit whether anything was found or not.
/// </summary>
public static class FindPassages
{
    private const int MostRows = 100;

    /// <param name="Plate">Whole; any way of writing it.</param>
    /// <param name="Document">Whole. Exactly one of the two is given.</param>
    /// <param name="Purpose">4 to 200 characters.</param>
    public sealed record Request(string Purpose, string? Plate = null, Document? Document = null);

    /// <param name="Kind">resident-id, passport, …; when it is left out, the number is looked for among all kinds.</param>
    public sealed record Document(string Number, string? Kind = null);

    /// <summary>Newest first, at most 100.</summary>
    public sealed record Answer(IReadOnlyList<PassageRow> Rows);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (!book.SeenBy(me).Any(c => c.Id == id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(request.Plate) == string.IsNullOrWhiteSpace(request.Document?.Number))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "find-one");
        var here = PassageRows.SeenBy(db, book, me).Where(p => p.Checkpoint == id);
        var mine = request.Document is { } document ? OfPerson(db, here, Hashes(keys, document, book.DayOf(clock.GetUtcNow()))) : OfVehicle(db, here, request.Plate!);
        var found = await mine.NewestFirst().Take(MostRows).ToListAsync(cancellationToken);
        await db.WriteAsync(
            me.Owner,
            me.Did("passages-sought", id, new { by = request.Document is null ? "plate" : "document", found = found.Count, purpose = request.Purpose.Trim() }),
            () => { },
            cancellationToken);
        return TypedResults.Ok(new Answer(await PassageRows.OfAsync(db, book, found, cancellationToken)));
    }

    private static IQueryable<Passage> OfVehicle(RedVestDb db, IQueryable<Passage> passages, string plate)
    {
        var text = Plate.Read(plate).Text;
        return passages.Join(db.Set<Vehicle>().Where(v => v.Plate == text), p => new { p.Owner, Id = p.Vehicle }, v => new { v.Owner, Id = (Guid?)v.Id }, (p, _) => p);
    }

    private static IQueryable<Passage> OfPerson(RedVestDb db, IQueryable<Passage> passages, byte[][] hashes)
    {
        var persons = db.Set<Person>().Where(x => hashes.Contains(x.DocumentHash));
        return passages.Where(p => db.Set<Occupant>().Any(o => o.Owner == p.Owner && o.Passage == p.Id && persons.Any(x => x.Owner == p.Owner && x.Id == o.Person)));
    }

    private static byte[][] Hashes(KeyRing keys, Document said, DateOnly today) =>
        [.. (said.Kind is { Length: > 0 } kind ? [kind] : DocumentNumber.Kinds)
            .Select(k => PersonEvidence.HashOf(keys, DocumentNumber.Read(k, said.Number, today)))];
}
