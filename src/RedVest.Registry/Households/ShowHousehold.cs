using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Households;

/// <summary>One household with those who live and lived there, masked. That somebody looked is in the audit.</summary>
public static class ShowHousehold
{
    private const int MostMembers = 200;

    /// <param name="Name">Masked.</param>
    /// <param name="Tail">Of the document.</param>
    /// <param name="IsHead">Whether this is the head.</param>
    /// <param name="Until">Null: lives there now.</param>
    public sealed record Member(Guid Person, string? Name, string DocumentKind, string Tail, string Relation, bool IsHead, DateTimeOffset Since, DateTimeOffset? Until);

    /// <param name="Members">Those who live there first; at most 200.</param>
    public sealed record Answer(HouseholdRow Household, IReadOnlyList<Member> Members);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(Guid id, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        if (await HouseholdRows.SeenBy(db, me).AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } household)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("household-viewed", id), () => { }, cancellationToken);
        var members = await db.Set<HouseholdMember>().AsNoTracking().Where(m => m.Owner == me.Owner && m.Household == id)
            .Join(db.Set<Person>().AsNoTracking(), m => new { m.Owner, Id = m.Person }, p => new { p.Owner, p.Id }, (m, p) => new { m, p.Name, p.DocumentKind, p.DocumentTail })
            .OrderBy(x => x.m.Until != null).ThenBy(x => x.m.Since).Take(MostMembers).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            (await HouseholdRows.OfAsync(db, me.Owner, [household], cancellationToken))[0],
            [.. members.OrderByDescending(x => x.m.Person == household.HeadId).ThenBy(x => x.m.Until is not null).Select(x => new Member(
                x.m.Person, x.Name is null ? null : Masking.Name(x.Name), x.DocumentKind, x.DocumentTail, x.m.Relation, x.m.Person == household.HeadId && x.m.Until is null,
                x.m.Since, x.m.Until))]));
    }
}
