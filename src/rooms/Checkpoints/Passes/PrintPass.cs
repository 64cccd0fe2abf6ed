using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Trust;
using RedVest.Registry;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passes;

/// <summary>
/// Signs the code of a card, when it is printed and not before. A phone without the centre believes it until the pass's last day as of now; renewed
/// meanwhile, the centre knows better. The holder's name is on the card, so whoever prints sees it: that is in the audit.
/// </summary>
public static class PrintPass
{
    private const string Country = "CN";

    /// <param name="Code">HC1:…</param>
    /// <param name="QrSvg">The same as a picture.</param>
    /// <param name="Name">In full.</param>
    /// <param name="Posts">Names of the posts.</param>
    /// <param name="Owner">Who issued it.</param>
    public sealed record Answer(
        string Code, string QrSvg, string Number, string Name, string Tail, DisplayName Employer, IReadOnlyList<DisplayName> Posts, PassConditions Conditions,
        DateOnly ValidFrom, DateOnly ValidTo, string? Plate, DisplayName Owner);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, KeyRing keys, IQrPictures pictures, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var pass = await PassRows.SeenBy(db, book, me).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (pass is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var now = clock.Now();
        if (pass.State != PassStates.Active || pass.ValidTo < book.DayOf(now))
            return Problems.Refuse(StatusCodes.Status409Conflict, "pass-not-active");
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Owner == me.Owner && p.Id == pass.Person, cancellationToken);
        var employer = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == me.Owner && o.Id == pass.Employer)
            .Select(o => new DisplayName(o.NameZh, o.NameEn)).SingleAsync(cancellationToken);
        var claims = ClaimsOf(pass, person, employer);
        using var signer = await OwnerSigner.OpenAsync(db, me, keys, SigningKeyRow.Pass, clock, cancellationToken);
        var code = CertificateSigner.Make(claims, Country, now, book.StartOf(pass.ValidTo.AddDays(1)).AddSeconds(-1), signer.Kid, signer.Sign);
        await db.WriteAsync(me.Owner, me.Did("pass-printed", id, new { kid = Convert.ToHexString(signer.Kid) }), () => { }, cancellationToken);
        return TypedResults.Ok(new Answer(
            code, pictures.Svg(code), pass.Number, claims.Name, claims.Tail, employer,
            [.. claims.Posts.Select(book.Checkpoint).OfType<KnownCheckpoint>().Select(c => new DisplayName(c.NameZh, c.NameEn))],
            claims.Conditions, pass.ValidFrom, pass.ValidTo, pass.Plate, new DisplayName(book.State.NameZh, book.State.NameEn)));
    }

    internal static PassClaims ClaimsOf(CommuterPass pass, Person person, DisplayName employer) => new(
        pass.Id, pass.Number, person.Name ?? "", person.DocumentTail, employer.Zh, pass.PostIds, CommuterPass.ReadConditions(pass.Conditions), pass.ValidFrom, pass.ValidTo, pass.Plate);
}
