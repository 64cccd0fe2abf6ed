using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;
using RedVest.Registry.Register;

namespace RedVest.Registry.Duplicates;

/// <summary>The entries that may be one person, for somebody who decides: merged by <see cref="MergePeople"/>, or said here to be two people.</summary>
public static class ReviewPairs
{
    /// <param name="First">The earlier entry, masked.</param>
    /// <param name="Reasons">same-phone, same-birth, near-document, other-writing.</param>
    public sealed record Row(PersonRow First, PersonRow Second, IReadOnlyList<string> Reasons, DateTimeOffset FoundAt);

    /// <param name="Open">How many wait, at most 1,000 counted.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Open);

    /// <param name="Reason">Up to 500 characters.</param>
    public sealed record Different(string Reason);

    private const int MostCounted = 1000;

    internal static async Task<Ok<Page>> HandleAsync(RedVestDb db, Caller me, CancellationToken cancellationToken, int limit = RegistryPages.UsualRows)
    {
        var open = Open(db, me);
        var found = await open.OrderBy(p => p.FoundAt).ThenBy(p => p.First).ThenBy(p => p.Second).Take(RegistryPages.Clamp(limit)).ToListAsync(cancellationToken);
        var ids = found.SelectMany(p => new[] { p.First, p.Second }).Distinct().ToArray();
        var people = await PeopleSeen.By(db, me).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, PersonRow.Of, cancellationToken);
        return TypedResults.Ok(new Page(
            [.. found.Select(p => new Row(people[p.First], people[p.Second], p.Reasons.Split(' '), p.FoundAt))], await open.Take(MostCounted).CountAsync(cancellationToken)));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> PartAsync(
        Guid first, Guid second, Different request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        if (await Open(db, me).AsTracking().SingleOrDefaultAsync(p => p.First == first && p.Second == second, cancellationToken) is not { } pair)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("pair-parted", first, new { other = second, reason = request.Reason.Trim() }), () =>
            (pair.PartedAt, pair.PartedBy, pair.PartedReason) = (clock.Now(), me.Id, request.Reason.Trim()), cancellationToken);
        return TypedResults.NoContent();
    }

    internal static Accepted Look(LookForPairs look, Caller me)
    {
        look.Ask(me.Owner);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>Nobody has said that they are two, they are not one yet, and the caller sees both.</summary>
    private static IQueryable<LikelyPair> Open(RedVestDb db, Caller me)
    {
        var people = PeopleSeen.By(db, me);
        var aliases = db.Set<PersonAlias>().Where(a => a.Owner == me.Owner);
        return db.Set<LikelyPair>().AsNoTracking().Where(p => p.Owner == me.Owner && p.PartedAt == null
            && people.Any(x => x.Id == p.First) && people.Any(x => x.Id == p.Second)
            && !aliases.Any(a => (a.Person == p.First && a.Root == p.Second) || (a.Person == p.Second && a.Root == p.First))
            && !aliases.Any(a => a.Person == p.First && aliases.Any(b => b.Person == p.Second && b.Root == a.Root)));
    }
}
