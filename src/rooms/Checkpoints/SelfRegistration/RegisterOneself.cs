using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.SelfRegistration;

/// <summary>
/// People in a queue write down who they are, on their own telephone and without an account, by the code that hangs at the post. They get a short number to say
/// at the lane. Nothing can be read back here, by anybody.
/// </summary>
public static class RegisterOneself
{
    private const int MostPeople = 60; // a coach
    private const int LongestText = 64;
    private const int MaxTries = 8;

    /// <param name="Token">Of the board.</param>
    /// <param name="Plate">Null on foot.</param>
    /// <param name="Consent">They have read what it is for and when it is deleted.</param>
    /// <param name="By">Who fills it in, for those who cannot.</param>
    public sealed record Request(string Token, IReadOnlyList<Person> People, bool Consent, string? Plate = null, string? By = null);

    /// <param name="Kind">resident-id, passport, hmt-permit, hmt-residence, foreign-residence, other.</param>
    /// <param name="Origin">Six digits of GB/T 2260: where they come from.</param>
    /// <param name="Proxy">Somebody else fills it in for this person.</param>
    public sealed record Person(string Name, string Kind, string Number, string? Phone = null, string? Origin = null, bool Proxy = false);

    /// <param name="Number">What they say at the lane.</param>
    /// <param name="ExpiresAt">From then on nobody reads it.</param>
    public sealed record Answer(string Number, DateTimeOffset ExpiresAt, DisplayName Post);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, OwnerBooks books, KeyRing keys, RegistrationLimits limits, HttpContext http, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (limits.WaitOf(http.Connection.RemoteIpAddress) is { } wait)
            return Slow(http, wait);
        if (await Boards.FindAsync(db, books, request.Token, cancellationToken) is not var (book, post))
            return Problems.Refuse(StatusCodes.Status404NotFound, "board-unknown");
        if (limits.WaitOf(post.Id) is { } postWait)
            return Slow(http, postWait);
        var read = request.People.Take(MostPeople + 1).Select(p => (Said: p, Document: DocumentNumber.Read(p.Kind, p.Number, book.DayOf(clock.GetUtcNow())))).ToArray();
        if (Refusal(request, read.Select(r => r.Document)) is { } code)
            return Problems.Refuse(StatusCodes.Status400BadRequest, code);
        var plate = string.IsNullOrWhiteSpace(request.Plate) ? null : Plate.Read(request.Plate).Text;
        var written = new Written(plate, [.. read.Select(r => Said(r.Said, r.Document))], Trimmed(request.By));
        for (var tries = 1; ; tries++)
        {
            db.ChangeTracker.Clear();
            try
            {
                var stored = await WriteAsync(db, keys, book.Owner, post.Id, written, [.. read.Select(r => PersonEvidence.HashOf(keys, r.Document))], tries, cancellationToken);
                return TypedResults.Ok(new Answer(stored.Number, stored.ExpiresAt, new DisplayName(post.NameZh, post.NameEn)));
            }
            catch (Exception lost) when (tries < MaxTries && Races.WasLost(lost))
            {
                // The number was taken: another one.
            }
        }
    }

    private static ProblemHttpResult Slow(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problems.Refuse(StatusCodes.Status429TooManyRequests, "too-many-requests");
    }

    private static string? Refusal(Request request, IEnumerable<DocumentNumber> documents) =>
        !request.Consent ? "consent-missing"
        : request.People.Count is 0 or > MostPeople ? "occupants-wrong"
        : request.People.Any(p => PersonName.FaultOf(p.Name) is not null) ? "name-wrong"
        : request.Plate?.Length > 32 || request.By?.Length > LongestText || request.People.Any(IsTooLong) ? "text-too-long"
        : documents.Any(d => d.Fault is not null || d.Number.Length < 4) ? "document-wrong"
        : request.People.Any(p => p.Origin is { } origin && (origin.Length != 6 || !origin.All(char.IsAsciiDigit))) ? "origin-wrong"
        : null;

    private static bool IsTooLong(Person person) => person.Number.Length > LongestText || person.Kind.Length > 32 || person.Phone?.Length > LongestText;

    private static WrittenPerson Said(Person person, DocumentNumber document) => new(
        person.Name.Trim(), document.Kind, document.Number, Trimmed(person.Phone), person.Origin, person.Proxy);

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<Registration> WriteAsync(
        RedVestDb db, KeyRing keys, int owner, Guid post, Written written, byte[][] hashes, int tries, CancellationToken cancellationToken)
    {
        var (id, now) = (db.Store.Clock.NewId(), db.Store.Clock.Now());
        var longest = tries < MaxTries / 2 ? 10_000 : 1_000_000; // four digits are said quickly; a very full post gets six
        var registration = new Registration
        {
            Owner = owner,
            Id = id,
            Checkpoint = post,
            Number = RandomNumberGenerator.GetInt32(longest / 10, longest).ToString(CultureInfo.InvariantCulture),
            PlateHash = written.Plate is { } plate ? Registration.HashOfPlate(keys, plate) : null,
            Body = Registration.Seal(keys, owner, id, written),
            At = now,
            ExpiresAt = now + Registration.Lifetime,
        };
        var nobody = new AuditEntry(CallerKinds.Nobody, null, "self-registered", id, null);
        await db.WriteAsync(owner, nobody, () =>
        {
            db.Add(registration);
            db.AddRange(hashes.Select((hash, at) => new RegistrationDocument { Owner = owner, Registration = id, N = at + 1, Hash = hash }));
        }, cancellationToken);
        return registration;
    }
}
