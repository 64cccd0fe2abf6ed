using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Duty;

/// <summary>Moves a seconded person to another post, function or crew: one secondment ends and the next begins, in one write.</summary>
public static class MovePerson
{
    /// <param name="Id">Of the new secondment, made by the app: sent again it is the same move.</param>
    /// <param name="From">Null: from now on.</param>
    public sealed record Request(Guid Id, Guid Post, string Function, string? Crew, DateTimeOffset? From = null);

    internal static async Task<Results<Created<SecondPerson.Answer>, Ok<SecondPerson.Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, IPosts posts, Caller me, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var seen = (await Reach.OfAsync(posts, me, cancellationToken)).Select(p => p.Id).ToHashSet();
        var held = await db.Set<Secondment>().SingleOrDefaultAsync(s => s.Owner == me.Owner && s.Id == id, cancellationToken);
        if (held is null || !seen.Contains(held.Post) || !seen.Contains(request.Post))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (await db.Set<Secondment>().AnyAsync(s => s.Owner == me.Owner && s.Id == request.Id && s.Person == held.Person && s.Post == request.Post, cancellationToken))
            return TypedResults.Ok(new SecondPerson.Answer(request.Id, held.Person));
        var from = request.From ?? clock.Now();
        var next = Next(held, request, from, keys);
        if (Refusal(held, next) is { } code)
            return Problems.Refuse(StatusCodes.Status409Conflict, code);
        await db.WriteAsync(me.Owner, me.Did("person-moved", held.Id, new { to = next.Id, post = next.Post }), () =>
        {
            (held.Until, held.EndReason) = (from, "moved");
            db.Add(next);
        }, cancellationToken);
        return TypedResults.Created((string?)null, new SecondPerson.Answer(next.Id, next.Person));
    }

    /// <summary>Only whoever is there can be moved, and only to something else.</summary>
    internal static string? Refusal(Secondment held, Secondment next) =>
        !Words.IsWord(next.Function) ? "function-wrong"
        : next.Crew is { } crew && (crew.Length is 0 or > SecondPerson.LongestCrew || crew.Any(char.IsControl)) ? "crew-wrong"
        : !held.IsInForce(next.From) ? "not-seconded-then"
        : (held.Post, held.Function, held.Crew) == (next.Post, next.Function, next.Crew) ? "nothing-changes"
        : null;

    private static Secondment Next(Secondment held, Request request, DateTimeOffset from, KeyRing keys) => new()
    {
        Owner = held.Owner,
        Id = request.Id,
        Person = held.Person,
        HomeUnit = held.HomeUnit,
        Post = request.Post,
        Function = request.Function,
        Crew = string.IsNullOrWhiteSpace(request.Crew) ? null : request.Crew.Trim(),
        PoliticalStatus = held.PoliticalStatus,
        From = from,
        Until = held.Until,
        Contact = Secondment.Seal(keys, held.Owner, request.Id, held.OpenContact(keys)),
    };
}
