using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Duty;

/// <summary>Lends a person to a post. Whoever is new to the response is entered as staff in the same write.</summary>
public static class SecondPerson
{
    internal const int LongestCrew = 8;
    internal const int LongestContact = 100;

    /// <param name="Id">Made by the app: sent again it is the same secondment.</param>
    /// <param name="Person">A staff member; null for somebody new, who is entered under <paramref name="Name"/>.</param>
    /// <param name="Name">Only for somebody new.</param>
    /// <param name="HomeUnit">The organisation that lends.</param>
    /// <param name="Function">A word in kebab case.</param>
    /// <param name="Crew">Up to 8 characters; null for none.</param>
    /// <param name="PoliticalStatus">party-member, probationary, applicant, league-member, other or unknown.</param>
    /// <param name="From">Null: from now on.</param>
    /// <param name="Until">The first instant no longer there; null: open.</param>
    /// <param name="Contact">Whom to call in the home unit, up to 100 characters.</param>
    public sealed record Request(
        Guid Id, Guid? Person, string? Name, Guid HomeUnit, Guid Post, string Function, string? Crew, string PoliticalStatus,
        DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Contact = null);

    public sealed record Answer(Guid Id, Guid Person);

    internal static async Task<Results<Created<Answer>, Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, IPosts posts, Caller me, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await Reach.SeesAsync(posts, me, request.Post, cancellationToken))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (await db.Set<Secondment>().AsNoTracking().SingleOrDefaultAsync(s => s.Owner == me.Owner && s.Id == request.Id, cancellationToken) is { } known)
        {
            return SaysTheSame(request, known)
                ? TypedResults.Ok(new Answer(known.Id, known.Person))
                : Problems.Refuse(StatusCodes.Status409Conflict, "record-changed");
        }

        try
        {
            var made = await RunAsync(db, me, keys, me.Owner, [request with { From = request.From ?? clock.Now() }], cancellationToken);
            return TypedResults.Created((string?)null, new Answer(made[0].Id, made[0].Person));
        }
        catch (ActRefusedException refused)
        {
            return Problems.Refuse(refused.Code == "already-seconded" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, refused.Code);
        }
    }

    /// <summary>All in one write: a unit names its people in one letter.</summary>
    /// <param name="requests">Each says when it begins.</param>
    /// <exception cref="ActRefusedException">One of them cannot be; then none is.</exception>
    public static async Task<IReadOnlyList<Secondment>> RunAsync(
        RedVestDb db, Caller me, KeyRing keys, int owner, IReadOnlyList<Request> requests, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(requests.Select(Refusal).FirstOrDefault(code => code is not null));
        var units = requests.Select(r => r.HomeUnit).ToHashSet();
        var subject = requests.Count == 1 ? requests[0].Id : (Guid?)null;
        return await db.WriteAsync(owner, me.Did("person-seconded", subject, new { secondments = requests.Select(r => r.Id), posts = requests.Select(r => r.Post).Distinct() }), async write =>
        {
            var there = await db.Set<Organisation>().CountAsync(o => o.Owner == owner && units.Contains(o.Id), cancellationToken);
            ActRefusedException.ThrowIf(there == units.Count ? null : "home-unit-unknown");
            await KeepOneAtATimeAsync(db, owner, requests, cancellationToken);
            var made = requests.Select(r => Of(r, owner, keys, write.Store.Clock)).ToList();
            db.AddRange(requests.Zip(made).Where(x => x.First.Person is null)
                .Select(x => new StaffMember { Owner = owner, Id = x.Second.Person, Name = x.First.Name!.Trim(), OrganisationId = x.First.HomeUnit })); // new people have a name
            db.AddRange(made);
            return made;
        }, cancellationToken);
    }

    /// <summary>What can be seen without the database; null when it is in order.</summary>
    internal static string? Refusal(Request request) =>
        request.Person is null && !DisplayName.IsNameText(request.Name ?? "") ? "name-wrong"
        : !Words.IsWord(request.Function) ? "function-wrong"
        : request.Crew is { } crew && (string.IsNullOrWhiteSpace(crew) || crew.Length > LongestCrew || crew.Any(char.IsControl)) ? "crew-wrong"
        : !PoliticalStatus.All.Contains(request.PoliticalStatus) ? "political-status-wrong"
        : request.Until <= request.From ? "period-wrong"
        : request.Contact?.Length > LongestContact || request.Contact?.Any(char.IsControl) == true ? "contact-wrong"
        : null;

    /// <summary>Touching the person's row makes two who lend the same person at the same moment wait for one another.</summary>
    private static async Task KeepOneAtATimeAsync(RedVestDb db, int owner, IReadOnlyList<Request> requests, CancellationToken cancellationToken)
    {
        var people = requests.Select(r => r.Person).OfType<Guid>().ToHashSet();
        if (people.Count == 0)
            return;
        ActRefusedException.ThrowIf(people.Count == requests.Count(r => r.Person is not null) ? null : "already-seconded");
        var touched = await db.Set<StaffMember>().Where(s => s.Owner == owner && people.Contains(s.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Active, true), cancellationToken);
        ActRefusedException.ThrowIf(touched == people.Count ? null : "person-unknown");
        var held = await db.Set<Secondment>().AsNoTracking().Where(s => s.Owner == owner && people.Contains(s.Person)).ToListAsync(cancellationToken);
        ActRefusedException.ThrowIf(
            requests.Any(r => held.Any(s => s.Person == r.Person && s.Overlaps(r.From!.Value, r.Until))) ? "already-seconded" : null); // whoever runs the act says when
    }

    private static Secondment Of(Request request, int owner, KeyRing keys, TimeProvider clock) => new()
    {
        Owner = owner,
        Id = request.Id,
        Person = request.Person ?? clock.NewId(),
        HomeUnit = request.HomeUnit,
        Post = request.Post,
        Function = request.Function,
        Crew = request.Crew?.Trim(),
        PoliticalStatus = request.PoliticalStatus,
        From = request.From!.Value, // whoever runs the act says when
        Until = request.Until,
        Contact = Secondment.Seal(keys, owner, request.Id, request.Contact),
    };

    private static bool SaysTheSame(Request request, Secondment known) =>
        (request.Person is null || request.Person == known.Person) && request.HomeUnit == known.HomeUnit && request.Post == known.Post
        && request.Function == known.Function && request.Crew == known.Crew && request.PoliticalStatus == known.PoliticalStatus
        && (request.From is null || request.From == known.From);
}
