using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Register;

/// <summary>
/// Says that two entries of the register are one person, or takes that back. Nothing is moved: records keep their ids, and what stands of either counts for
/// both with the next check.
/// </summary>
public static class MergePeople
{
    /// <param name="Into">Under whom both are shown from now on.</param>
    /// <param name="Reason">Up to 500 characters.</param>
    public sealed record Request(Guid Into, string Reason);

    /// <param name="Reason">Up to 500 characters.</param>
    public sealed record Undo(string Reason);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        if (!await SeesAsync(db, me, id, cancellationToken) || !await SeesAsync(db, me, request.Into, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var (person, into) = (await PersonSets.RootOfAsync(db, me.Owner, id, cancellationToken), await PersonSets.RootOfAsync(db, me.Owner, request.Into, cancellationToken));
        if (person == into)
            return Problems.Refuse(StatusCodes.Status409Conflict, "same-person-already");
        var done = await db.WriteAsync(me.Owner, me.Did("people-merged", person, new { into, reason = request.Reason.Trim() }), async write =>
        {
            write.Touches("registry_person_alias");
            // Two who merge the same ones at once take turns at the rows of both, in one order; whoever comes second finds them no roots any more.
            foreach (var one in Conventions.InKeyOrder([person, into]))
                await db.Set<Person>().Where(p => p.Owner == me.Owner && p.Id == one).ExecuteUpdateAsync(p => p.SetProperty(x => x.Unusual, x => x.Unusual), cancellationToken);
            var both = new[] { person, into };
            if (await db.Set<PersonAlias>().AnyAsync(a => a.Owner == me.Owner && both.Contains(a.Person), cancellationToken))
                throw new MeanwhileException();
            await db.Set<PersonAlias>().Where(a => a.Owner == me.Owner && a.Root == person).ExecuteUpdateAsync(a => a.SetProperty(x => x.Root, into), cancellationToken);
            db.Add(new PersonAlias { Owner = me.Owner, Person = person, IntoPerson = into, Root = into, MergedAt = clock.Now(), MergedBy = me.Id, Reason = request.Reason.Trim() });
            return true;
        }, cancellationToken).OrMeanwhile();
        return done ? TypedResults.NoContent() : Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> UndoAsync(Guid id, Undo request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        if (Reasons.Refuse(request.Reason) is { } refusal)
            return refusal;
        if (!await SeesAsync(db, me, id, cancellationToken)
            || await db.Set<PersonAlias>().AsNoTracking().SingleOrDefaultAsync(a => a.Owner == me.Owner && a.Person == id, cancellationToken) is not { } alias)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var done = await db.WriteAsync(me.Owner, me.Did("people-parted", id, new { from = alias.IntoPerson, reason = request.Reason.Trim() }), async write =>
        {
            write.Touches("registry_person_alias");
            foreach (var one in Conventions.InKeyOrder([id, alias.Root]))
                await db.Set<Person>().Where(p => p.Owner == me.Owner && p.Id == one).ExecuteUpdateAsync(p => p.SetProperty(x => x.Unusual, x => x.Unusual), cancellationToken);
            var set = await db.Set<PersonAlias>().AsNoTracking().Where(a => a.Owner == me.Owner && a.Root == alias.Root).ToListAsync(cancellationToken);
            if (!set.Exists(a => a.Person == id && a.IntoPerson == alias.IntoPerson))
                throw new MeanwhileException();
            var under = SamePeople.Under([.. set.Select(a => new SamePeople.Branch(a.Person, a.IntoPerson))], id);
            under.Remove(id);
            var others = under.ToArray();
            await db.Set<PersonAlias>().Where(a => a.Owner == me.Owner && a.Person == id).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PersonAlias>().Where(a => a.Owner == me.Owner && others.Contains(a.Person)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Root, id), cancellationToken);
            return true;
        }, cancellationToken).OrMeanwhile();
        return done ? TypedResults.NoContent() : Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
    }

    private static Task<bool> SeesAsync(RedVestDb db, Caller me, Guid id, CancellationToken cancellationToken) => PeopleSeen.By(db, me).AnyAsync(p => p.Id == id, cancellationToken);

    private sealed class MeanwhileException : Exception;

    private static async Task<bool> OrMeanwhile(this Task<bool> writing)
    {
        try
        {
            return await writing;
        }
        catch (MeanwhileException)
        {
            return false; // somebody merged or parted them a moment ago; nothing was written
        }
    }
}
