using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>
/// Looks people up by the whole document number, the whole phone number, or the beginning of a name. By POST, so that none of it is in a URL; with a purpose,
/// and in the audit whether anybody was found or not.
/// </summary>
public static class FindPeople
{
    private const int MostRows = 100;

    /// <param name="Purpose">4 to 200 characters.</param>
    /// <param name="Document">Whole; any way of writing it. Exactly one of the three is given.</param>
    /// <param name="Phone">Whole.</param>
    /// <param name="Name">At least two characters of its beginning.</param>
    public sealed record Request(string Purpose, string? Document = null, string? Phone = null, string? Name = null);

    /// <param name="More">There are more than the hundred shown.</param>
    public sealed record Answer(IReadOnlyList<PersonRow> Rows, bool More);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (Sought(request) is not { } by)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "find-one-of-three");
        var people = by switch
        {
            "document" => OfDocument(db, me, keys, request.Document!, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1))),
            "phone" => OfPhone(db, me, keys, request.Phone!),
            _ => OfName(db, me, request.Name!.Trim()),
        };
        var found = await people.OrderBy(p => p.Id).Take(MostRows + 1).ToListAsync(cancellationToken);
        await db.WriteAsync(me.Owner, me.Did("people-sought", null, new { by, found = found.Count, purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer([.. found.Take(MostRows).Select(PersonRow.Of)], found.Count > MostRows));
    }

    private static string? Sought(Request request)
    {
        (string By, string? Said)[] all = [("document", request.Document), ("phone", request.Phone), ("name", request.Name)];
        var said = Array.FindAll(all, s => !string.IsNullOrWhiteSpace(s.Said));
        return said is [var (by, text)] && !Faults.IsBroken(text!) && (by != "name" || text!.Trim().EnumerateRunes().Count() >= 2) ? by : null;
    }

    private static IQueryable<Person> OfDocument(RedVestDb db, Caller me, KeyRing keys, string number, DateOnly today)
    {
        var hashes = DocumentNumber.Kinds.Select(kind => PersonEvidence.HashOf(keys, DocumentNumber.Read(kind, number, today))).ToArray();
        return PeopleSeen.By(db, me).Where(p => hashes.Contains(p.DocumentHash));
    }

    private static IQueryable<Person> OfPhone(RedVestDb db, Caller me, KeyRing keys, string phone)
    {
        var hash = keys.Hash("phone", PhoneNumber.Read(phone).Number);
        return PeopleSeen.By(db, me).Where(p => p.PhoneHash == hash);
    }

    private static IQueryable<Person> OfName(RedVestDb db, Caller me, string name) => PeopleSeen.By(db, me).Where(p => p.Name != null && p.Name.StartsWith(name));
}
