using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Households;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>
/// Looks people up by the whole document number, the whole phone number, a name (written, in pinyin, by initials) or an address; the end of a phone or document
/// number only narrows one of the latter two. By POST, so that none of it is in a URL; with a purpose, and in the audit whether anybody was found or not.
/// </summary>
public static class FindPeople
{
    private const int MostRows = 100;

    /// <summary>Of how many people a name leads to the ends of numbers are compared.</summary>
    private const int MostCompared = 2000;

    private const int ShortestAddress = 4;
    private const int TailDigits = 4;

    /// <param name="Purpose">4 to 200 characters.</param>
    /// <param name="Document">Whole; any way of writing it.</param>
    /// <param name="Phone">Whole. Of document, phone and name or address exactly one is given.</param>
    /// <param name="Name">At least two characters of its beginning, or two letters of its pinyin or initials.</param>
    /// <param name="Address">At least four characters of where they live.</param>
    /// <param name="Tail">The last four of phone or document; only beside a name or an address.</param>
    public sealed record Request(string Purpose, string? Document = null, string? Phone = null, string? Name = null, string? Address = null, string? Tail = null);

    /// <param name="More">There are more than the hundred shown.</param>
    public sealed record Answer(IReadOnlyList<PersonRow> Rows, bool More);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        if (Sought(request) is not { } by)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "find-one-of-three");
        var tail = string.IsNullOrWhiteSpace(request.Tail) ? null : request.Tail.Trim().ToUpperInvariant();
        if (tail is not null && (by is "document" or "phone" || tail.Length != TailDigits || Faults.IsBroken(tail)))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "find-tail");
        var most = tail is null ? MostRows + 1 : MostCompared;
        var found = by switch
        {
            "document" => await OfDocument(db, me, keys, request.Document!, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1))).ToListAsync(cancellationToken),
            "phone" => await OfPhone(db, me, keys, request.Phone!).OrderBy(p => p.Id).Take(most).ToListAsync(cancellationToken),
            "address" => await OfAddress(db, me, request.Address!.Trim()).OrderBy(p => p.Id).Take(most).ToListAsync(cancellationToken),
            _ => await PeopleByName.FindAsync(
                string.IsNullOrWhiteSpace(request.Address) ? PeopleSeen.By(db, me) : OfAddress(db, me, request.Address.Trim()), request.Name!, most, cancellationToken),
        };
        if (tail is not null)
            found = [.. found.Where(p => p.DocumentTail == tail || p.OpenPhone(keys)?.EndsWith(tail, StringComparison.Ordinal) == true).Take(MostRows + 1)];
        await db.WriteAsync(me.Owner, me.Did("people-sought", null, new { by, found = found.Count, purpose = request.Purpose.Trim() }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(await PeopleShown.RowsAsync(db, me, [.. found.Take(MostRows)], cancellationToken), found.Count > MostRows));
    }

    private static string? Sought(Request request)
    {
        (string By, string? Said)[] all = [("document", request.Document), ("phone", request.Phone), ("name", request.Name), ("address", request.Address)];
        var said = Array.FindAll(all, s => !string.IsNullOrWhiteSpace(s.Said));
        if (Array.Exists(said, s => Faults.IsBroken(s.Said!) || s.Said!.Length > Faults.LongestText
            || s.Said.Trim().EnumerateRunes().Count() < (s.By == "name" ? PeopleByName.Shortest : s.By == "address" ? ShortestAddress : 1)))
            return null;
        return said switch
        {
            [var (by, _)] => by,
            [("name", _), ("address", _)] => "name",
            _ => null,
        };
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

    private static IQueryable<Person> OfAddress(RedVestDb db, Caller me, string address)
    {
        var homes = HouseholdRows.SeenBy(db, me).Where(h => h.EndedAt == null && h.Address.Contains(address)).Select(h => h.Id);
        var living = db.Set<HouseholdMember>().Where(m => m.Owner == me.Owner && m.Until == null && homes.Contains(m.Household)).Select(m => m.Person);
        return PeopleSeen.By(db, me).Where(p => living.Contains(p.Id));
    }
}
