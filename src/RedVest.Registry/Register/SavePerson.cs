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

/// <summary>Enters a person by a document, or puts name and phone of a known one right.</summary>
public static class SavePerson
{
    private const int LongestPhone = 40;

    /// <param name="DocumentKind">resident-id, passport, …</param>
    /// <param name="Document">Whole; any way of writing it.</param>
    /// <param name="Phone">Null: not known.</param>
    public sealed record Request(string DocumentKind, string Document, string Name, string? Phone = null);

    /// <param name="Known">The register had this document before; nothing was changed.</param>
    public sealed record Answer(Guid Id, bool Known);

    /// <param name="Name">Null: stays.</param>
    /// <param name="Phone">Null: stays; an empty text: is removed.</param>
    /// <param name="Reason">Up to 500 characters.</param>
    public sealed record Correction(string Reason, string? Name = null, string? Phone = null);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Fault(request.Name, request.Phone) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        var document = Faults.OfKind(request.DocumentKind) is null && !Faults.IsBroken(request.Document)
            ? DocumentNumber.Read(request.DocumentKind, request.Document, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddDays(1)))
            : null;
        if (document is null || document.Fault is not null)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "document-wrong");
        var person = PersonEvidence.Of(keys, document, request.Name.Trim(), request.Phone).ToPerson(keys, me.Owner, clock.NewId(), clock.Now());
        try
        {
            if (await KnownAsync(db, me.Owner, person.DocumentHash, cancellationToken) is { } known)
                return TypedResults.Ok(new Answer(known, Known: true));
            await db.WriteAsync(me.Owner, me.Did("person-added", person.Id), () => db.Add(person), cancellationToken);
            return TypedResults.Ok(new Answer(person.Id, Known: false));
        }
        catch (Exception lost) when (Races.WasLost(lost))
        {
            return TypedResults.Ok(new Answer((await KnownAsync(db, me.Owner, person.DocumentHash, cancellationToken))!.Value, Known: true)); // who was faster wrote it
        }
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> CorrectAsync(
        Guid id, Correction request, RedVestDb db, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        if (Fault(request.Name ?? "-", request.Phone) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        if (await PeopleSeen.By(db, me).AsTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } person)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var fields = new[] { request.Name is null ? null : "name", request.Phone is null ? null : "phone" }.OfType<string>();
        await db.WriteAsync(me.Owner, me.Did("person-corrected", id, new { fields = string.Join(' ', fields), reason = request.Reason.Trim() }), () =>
        {
            person.Name = request.Name?.Trim() ?? person.Name;
            if (request.Phone is { } phone)
                person.SetPhone(keys, string.IsNullOrWhiteSpace(phone) ? null : PhoneNumber.Read(phone).Number);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static string? Fault(string name, string? phone) =>
        PersonName.FaultOf(name) is not null ? "name-wrong" : phone is { Length: > LongestPhone } || (phone is not null && Faults.IsBroken(phone)) ? "contact-wrong" : null;

    private static async Task<Guid?> KnownAsync(RedVestDb db, int owner, byte[] hash, CancellationToken cancellationToken) =>
        await db.Set<Person>().AsNoTracking().Where(p => p.Owner == owner && p.DocumentHash == hash).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken);
}
