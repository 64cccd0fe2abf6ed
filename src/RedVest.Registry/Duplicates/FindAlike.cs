using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;
using RedVest.Registry.Register;

namespace RedVest.Registry.Duplicates;

/// <summary>While somebody enters a person: is there an entry already that may be the same? In the audit whether there was or not.</summary>
public static class FindAlike
{
    private const int MostNamesakes = 500;
    private const int MostRows = 10;

    /// <param name="Document">Whole; any way of writing it.</param>
    /// <param name="Phone">Null: not known.</param>
    public sealed record Request(string Name, string DocumentKind, string Document, string? Phone = null);

    /// <param name="Reasons">same-document, same-phone, same-birth, near-document, other-writing.</param>
    public sealed record Row(PersonRow Person, IReadOnlyList<string> Reasons);

    /// <param name="Fault">What breaks the standard of the number's kind; null when nothing does.</param>
    public sealed record Answer(IReadOnlyList<Row> Rows, string? Fault);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (PersonName.FaultOf(request.Name) is not null)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "name-wrong");
        if (Faults.OfKind(request.DocumentKind) is not null || Faults.IsBroken(request.Document) || request.Document.Length > Faults.LongestText)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "document-wrong");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1));
        var document = DocumentNumber.Read(request.DocumentKind, request.Document, today);
        var said = Face.Of(request.Name.Trim(), document, string.IsNullOrWhiteSpace(request.Phone) ? null : PhoneNumber.Read(request.Phone).Number);
        var (hash, pinyin) = (PersonEvidence.HashOf(keys, document), NameKeys.Of(said.Name).Pinyin);
        var people = PeopleSeen.By(db, me);
        var same = await people.Where(p => p.DocumentHash == hash).ToListAsync(cancellationToken);
        var namesakes = await people.Where(p => p.Pinyin == pinyin && p.DocumentHash != hash).OrderBy(p => p.Id).Take(MostNamesakes).ToListAsync(cancellationToken);
        var rows = same.Select(p => new Row(PersonRow.Of(p), ["same-document"]))
            .Concat(namesakes
                .Select(p => new Row(PersonRow.Of(p), Likeness.Of(said, Face.Of(p.Name!, DocumentNumber.Read(p.DocumentKind, p.OpenDocument(keys), today), p.OpenPhone(keys)))))
                .Where(r => r.Reasons.Count > 0).OrderByDescending(r => r.Reasons.Count))
            .Take(MostRows).ToList();
        await db.WriteAsync(me.Owner, me.Did("people-compared", null, new { found = rows.Count }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(rows, document.Fault));
    }
}
