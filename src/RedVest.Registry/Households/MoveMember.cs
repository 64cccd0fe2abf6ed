using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Registry.Households;

/// <summary>A person moves into a household, out of it, or becomes somebody else there. Where they lived before ends at the same instant.</summary>
public static class MoveMember
{
    /// <param name="Relation">To the head, in kebab case: head, spouse, child, …</param>
    public sealed record Request(Guid Person, string Relation);

    public sealed record LeaveRequest(Guid Person);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        if (Faults.OfKind(request.Relation) is { } fault)
            return Problems.Refuse(StatusCodes.Status400BadRequest, fault);
        var household = await HouseholdRows.SeenBy(db, me).SingleOrDefaultAsync(h => h.Id == id && h.EndedAt == null, cancellationToken);
        if (household is null || !await db.Set<Person>().AnyAsync(p => p.Owner == me.Owner && p.Id == request.Person, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var before = await CurrentAsync(db, me, request.Person, cancellationToken);
        if (before?.Household == id && before.Relation == request.Relation)
            return TypedResults.NoContent();
        try
        {
            await db.WriteAsync(me.Owner, me.Did("household-joined", id, new { person = request.Person, relation = request.Relation }), async write =>
            {
                if (before?.Household == id)
                    before.Relation = request.Relation;
                else
                    await MoveAsync(db, me, before, household, request, write.At, cancellationToken);
                household.HeadId = request.Relation == "head" ? request.Person : household.HeadId == request.Person ? null : household.HeadId;
                household.Edits++;
                return true;
            }, cancellationToken);
        }
        catch (Exception lost) when (Races.WasLost(lost) || lost is DbUpdateConcurrencyException)
        {
            return Problems.Refuse(StatusCodes.Status409Conflict, "edited-meanwhile");
        }

        return TypedResults.NoContent();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(
        Guid id, LeaveRequest request, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var household = await HouseholdRows.SeenBy(db, me).SingleOrDefaultAsync(h => h.Id == id, cancellationToken);
        var member = await CurrentAsync(db, me, request.Person, cancellationToken);
        if (household is null || member?.Household != id)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("household-left", id, new { person = request.Person }), write =>
        {
            member.Until = write.At;
            if (household.HeadId == request.Person)
                household.HeadId = null;
            household.Edits++;
            return Task.FromResult(true);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<HouseholdMember?> CurrentAsync(RedVestDb db, Caller me, Guid person, CancellationToken cancellationToken) =>
        db.Set<HouseholdMember>().SingleOrDefaultAsync(m => m.Owner == me.Owner && m.Person == person && m.Until == null, cancellationToken);

    /// <summary>The old place ends first: the unique key knows one place a person.</summary>
    private static async Task MoveAsync(
        RedVestDb db, Caller me, HouseholdMember? before, Household to, Request request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            before.Until = at;
            var left = await db.Set<Household>().SingleOrDefaultAsync(h => h.Owner == me.Owner && h.Id == before.Household && h.HeadId == request.Person, cancellationToken);
            if (left is not null)
                (left.HeadId, left.Edits) = (null, left.Edits + 1);
            await db.SaveChangesAsync(cancellationToken);
        }

        db.Add(new HouseholdMember { Owner = me.Owner, Person = request.Person, Since = at, Household = to.Id, Relation = request.Relation });
    }
}
