using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passes;

/// <summary>
/// Issues a commuter pass on the word of employer and community. The person is resolved by the whole document number. Whoever has a pass that has not
/// ended gets no second one: it is renewed, or ended first.
/// </summary>
public static class IssuePass
{
    private const int MaxTries = 5;
    private const int LongestResidence = 200;

    public sealed record Document(string Kind, string Number);

    /// <param name="Name">Of somebody not known yet; the name of somebody known stays.</param>
    /// <param name="Employer">An organisation of the registry.</param>
    /// <param name="Plate">The car they usually come in.</param>
    /// <param name="Posts">Checkpoints in the caller's scope.</param>
    /// <param name="ValidFrom">First local day.</param>
    /// <param name="ValidTo">Last local day, at most 90 days ahead.</param>
    /// <param name="EmployerProof">What the employer confirmed it by: a work certificate, a list with its date.</param>
    /// <param name="CommunityProof">What the community of residence confirmed it by.</param>
    public sealed record Request(
        Document Document,
        Guid Employer,
        IReadOnlyList<Guid> Posts,
        PassConditions Conditions,
        DateOnly ValidFrom,
        DateOnly ValidTo,
        string EmployerProof,
        string CommunityProof,
        string? Name = null,
        string? Phone = null,
        string? Residence = null,
        string? Plate = null);

    public sealed record Answer(Guid Id, string Number);

    /// <summary>Issues one outside of a request: for loaders.</summary>
    /// <param name="services">Of one scope.</param>
    /// <exception cref="ActRefusedException">As the endpoint refuses.</exception>
    public static async Task<Answer> RunAsync(IServiceProvider services, Caller me, Request request, CancellationToken cancellationToken)
    {
        var said = await HandleAsync(
            request, services.GetRequiredService<RedVestDb>(), services.GetRequiredService<OwnerBooks>(), services.GetRequiredService<KeyRing>(), me,
            services.GetRequiredService<TimeProvider>(), cancellationToken);
        return said.Result is Created<Answer> { Value: { } made }
            ? made
            : throw new ActRefusedException($"{((ProblemHttpResult)said.Result).ProblemDetails.Extensions["code"]}");
    }

    internal static async Task<Results<Created<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var today = book.DayOf(clock.GetUtcNow());
        var document = DocumentNumber.Read(request.Document.Kind, request.Document.Number, today);
        if (Refusal(request, document, book, me, today) is { } code)
            return Problems.Refuse(StatusCodes.Status400BadRequest, code);
        if (!await db.Set<Organisation>().AnyAsync(o => o.Owner == me.Owner && o.Id == request.Employer, cancellationToken))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "pass-employer-unknown");
        var evidence = PersonEvidence.Of(keys, document, request.Name?.Trim(), string.IsNullOrWhiteSpace(request.Phone) ? null : request.Phone);
        for (var tries = 1; ; tries++)
        {
            db.ChangeTracker.Clear();
            var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Owner == me.Owner && p.DocumentHash == evidence.Hash, cancellationToken);
            if (string.IsNullOrWhiteSpace(person?.Name ?? request.Name))
                return Problems.Refuse(StatusCodes.Status400BadRequest, "name-wrong");
            var before = person is null ? null : await LivingAsync(db, me.Owner, person.Id, cancellationToken);
            if (before is not null && before.ValidTo >= today)
                return Problems.Refuse(StatusCodes.Status409Conflict, "pass-exists", ("number", before.Number), ("until", before.ValidTo), ("id", before.Id));
            try
            {
                var pass = await WriteAsync(request, evidence, before, db, book, keys, me, cancellationToken);
                return TypedResults.Created($"/api/v1/passes/{pass.Id}", new Answer(pass.Id, pass.Number));
            }
            catch (Exception lost) when (tries < MaxTries && Races.WasLost(lost))
            {
                // The person, the pass or the number came from elsewhere meanwhile: read again.
            }
        }
    }

    /// <summary>The person's pass that has not ended, expired or not; null when there is none.</summary>
    internal static Task<CommuterPass?> LivingAsync(RedVestDb db, int owner, Guid person, CancellationToken cancellationToken) =>
        db.Set<CommuterPass>().SingleOrDefaultAsync(p => p.Owner == owner && p.Person == person && p.State != PassStates.Ended, cancellationToken);

    private static string? Refusal(Request request, DocumentNumber document, OwnerBook book, Caller me, DateOnly today) =>
        document.Fault is not null || document.Number.Length < 4 ? "document-wrong"
        : request.Name is { Length: > 0 } name && PersonName.FaultOf(name) is not null ? "name-wrong"
        : request.Residence?.Length > LongestResidence || request.Phone?.Length > 40 || request.Plate?.Length > 32 ? "text-too-long"
        : PassRules.Posts(request.Posts, book, me) ?? PassRules.Conditions(request.Conditions) ?? PassRules.Period(request.ValidFrom, request.ValidTo, today)
            ?? PassRules.Proof(request.EmployerProof, request.CommunityProof);

    /// <param name="expired">Ended by the new one.</param>
    private static async Task<CommuterPass> WriteAsync(
        Request request, PersonEvidence evidence, CommuterPass? expired, RedVestDb db, OwnerBook book, KeyRing keys, Caller me, CancellationToken cancellationToken)
    {
        var id = db.Store.Clock.NewId();
        return await db.WriteAsync(me.Owner, me.Did("pass-issued", id, new { employer = request.Employer, posts = request.Posts, from = request.ValidFrom, to = request.ValidTo }), async write =>
        {
            if (expired is not null)
            {
                (expired.State, expired.Reason, expired.ChangedAt, expired.ChangedBy) = (PassStates.Ended, PassStates.Expired, write.At, me.Id);
                write.Touches("checkpoints_pass");
                await db.SaveChangesAsync(cancellationToken); // before the new one: they share a key
            }

            var people = await PeopleBatch.ReadAsync(write, keys, [evidence.Hash], [], [], cancellationToken);
            var person = people.Resolve(evidence);
            people.Write();
            var pass = new CommuterPass
            {
                Owner = me.Owner,
                Id = id,
                Number = RandomNumberGenerator.GetInt32(10_000_000, 100_000_000).ToString(CultureInfo.InvariantCulture),
                Person = person.Id,
                Employer = request.Employer,
                Residence = string.IsNullOrWhiteSpace(request.Residence) ? null : CommuterPass.SealResidence(keys, me.Owner, id, request.Residence.Trim()),
                Plate = string.IsNullOrWhiteSpace(request.Plate) ? null : Plate.Read(request.Plate).Text,
                Posts = CommuterPass.Join(request.Posts),
                Conditions = CommuterPass.Write(request.Conditions),
                ValidFrom = request.ValidFrom,
                ValidTo = request.ValidTo,
                State = PassStates.Active,
                EmployerProof = request.EmployerProof.Trim(),
                CommunityProof = request.CommunityProof.Trim(),
                Outbreak = book.OutbreakAt(write.At)?.Id,
                IssuedBy = me.Id,
                IssuedAt = write.At,
                ChangedBy = me.Id,
                ChangedAt = write.At,
            };
            db.Add(pass);
            await SayAsync(write, pass, cancellationToken);
            return pass;
        }, cancellationToken);
    }

    /// <summary>The lane learns of the pass with the person.</summary>
    internal static Task SayAsync(WriteTransaction write, CommuterPass pass, CancellationToken cancellationToken) =>
        new Standing(pass.Owner, pass.Person, KnownPasses.Facet, pass.State, write.At, null, pass.Id).WriteAsync(write, cancellationToken);
}
