using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Certificates;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.SelfRegistration;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Trust;
using RedVest.Registry;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Recognise;

/// <summary>
/// What a lane asks of who stands before it (protocol §7): one whole plate, code or document of the device's own owner. No list, no prefix and no
/// name goes in, only masked names come out, and each call is in the audit.
/// </summary>
public static class RecognisePasser
{
    private const int LongestNumber = 64;

    /// <param name="Registration">The short number people got when they registered themselves.</param>
    public sealed record Request(string? Plate = null, string? Code = null, Document? Document = null, string? Registration = null);

    public sealed record Document(string Kind, string Number);

    /// <param name="Vehicle">Only for a plate that was met before.</param>
    /// <param name="Certificate">For a code: what it says and is worth. It names its holder, who stands there and showed it; it is no person of ours.</param>
    public sealed record Answer(bool Recognised, VehicleKnown? Vehicle, IReadOnlyList<PersonKnown> Occupants, CodeRead? Certificate = null, RegisteredKnown? Registered = null)
    {
        internal static Answer Nobody { get; } = new(false, null, []);
    }

    /// <param name="Category">Of its last passage.</param>
    public sealed record VehicleKnown(string Plate, string? Kind, string? Category, bool Unusual, string? PlateColour = null);

    /// <param name="Name">Masked.</param>
    /// <param name="Tail">Last four characters of the document.</param>
    /// <param name="Role">As at the last passage.</param>
    /// <param name="Category">Of the last passage.</param>
    /// <param name="Pass">The pass that was shown, or the person's own; null when they have none.</param>
    public sealed record PersonKnown(Guid Person, string Name, string Tail, string? Role, string? Category, PassKnown? Pass = null);

    /// <param name="State">Here and now: active, suspended, ended, expired, not-yet, other-post, other-time.</param>
    /// <param name="Reason">Why it was suspended or ended.</param>
    /// <param name="ValidTo">Its last local day.</param>
    public sealed record PassKnown(
        Guid Id, string Number, string State, string? Reason, DateOnly ValidTo, PassConditions Conditions, DisplayName? Employer);

    /// <summary>What people wrote of themselves in the queue of this post.</summary>
    /// <param name="Plate">Of the car they said they are in; null on foot.</param>
    public sealed record RegisteredKnown(Guid Id, string Number, string? Plate, DateTimeOffset At, IReadOnlyList<RegisteredPerson> Occupants);

    /// <param name="Name">Masked.</param>
    /// <param name="Way"><c>self</c>, or <c>proxy</c> when somebody else filled it in.</param>
    /// <param name="Origin">Six digits of GB/T 2260.</param>
    public sealed record RegisteredPerson(Guid Person, string Name, string Tail, string Way, string? Origin, PassKnown? Pass);

    /// <param name="Outcome">One of the codes of docs/certificates.md.</param>
    /// <param name="Name">Null when nothing could be read.</param>
    /// <param name="BirthDate">As written on the certificate.</param>
    /// <param name="Issuer">As the code says.</param>
    /// <param name="Signer">Whose key made the signature; null when none we believe did.</param>
    public sealed record CodeRead(
        string Outcome, string Detail, string Kind, HolderName? Name, string BirthDate, string? Issuer, string? Signer, TestRead? Test);

    public sealed record TestRead(string Result, string Kind, DateTimeOffset? SampledAt, string Facility);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, LaneCodes codes, OwnerBooks books, Caller me, LookUps lookUps, HttpResponse response, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (me.Device is { } device && lookUps.WaitOf(device) is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Problems.Refuse(StatusCodes.Status429TooManyRequests, "too-many-requests");
        }

        string?[] given = [request.Plate, request.Code, request.Document?.Number, request.Registration];
        if (given.Count(g => !string.IsNullOrWhiteSpace(g)) != 1)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "recognise-one");
        if (request.Plate?.Length > LongestNumber || request.Registration?.Length > LongestNumber || request.Document?.Number.Length > LongestNumber)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "text-too-long");
        var (book, now) = (await books.NowAsync(me.Owner, cancellationToken), clock.GetUtcNow());
        var code = request.Code is { Length: > 0 } text ? codes.Open(book, text).Code.At(now, AcceptedCodes.Of(book.PackAt(now)?.Rules)) : null;
        var passers = new KnownPassers(db, book, me.Device?.CheckpointId ?? Guid.Empty, now);
        var (by, known) = await KnownAsync(request, code, passers, keys, clock, cancellationToken);
        var read = code is null ? null : Say(code);
        var found = await RegistrationAsync(request, db, keys, book, me, now, cancellationToken);
        var said = new
        {
            by,
            recognised = known is not null,
            persons = known?.Answer.Occupants.Count ?? 0,
            outcome = read?.Outcome,
            registration = found?.Row.Id,
        };
        var registered = await db.WriteAsync(me.Owner, me.Did("recognised", known?.Subject, said), async write =>
            found is null ? [] : await found.TakeAsync(write, keys, book.DayOf(now), cancellationToken), cancellationToken);
        return TypedResults.Ok((known?.Answer ?? Answer.Nobody) with
        {
            Certificate = read,
            Registered = found is null ? null : await passers.RegisteredAsync(found, registered, cancellationToken),
        });
    }

    /// <returns>By what, and the vehicle or person with what the lane is told; null when this owner has not met it.</returns>
    private static async Task<(string By, KnownPassers.Known? Known)> KnownAsync(
        Request request, Reading? code, KnownPassers passers, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken) => request switch
        {
            { Plate: { Length: > 0 } plate } => ("plate", await passers.VehicleAsync(Plate.Read(plate).Text, cancellationToken)),
            { Document: { Number.Length: > 0 } said } => ("document", await passers.PersonAsync(HashOf(keys, said, clock), cancellationToken)),
            { Registration.Length: > 0 } => ("registration", null),
            _ when code?.Pass is { } pass && LanePasses.IsBelieved(code) => ("pass", await passers.HolderAsync(pass.Id, cancellationToken)),
            _ => ("code", null), // a certificate holds no document number, and a name alone is nobody
        };

    /// <summary>What the people before the lane wrote of themselves while they waited; a code is none of it.</summary>
    private static Task<FoundRegistration?> RegistrationAsync(
        Request request, RedVestDb db, KeyRing keys, OwnerBook book, Caller me, DateTimeOffset now, CancellationToken cancellationToken) =>
        request.Code is { Length: > 0 } || me.Device is not { } device ? Task.FromResult<FoundRegistration?>(null) : FoundRegistration.Async(
            db, keys, me.Owner, device.CheckpointId, now,
            request.Plate is { Length: > 0 } plate ? Plate.Read(plate).Text : null,
            request.Document is { Number.Length: > 0 } said ? PersonEvidence.HashOf(keys, DocumentNumber.Read(said.Kind, said.Number, book.DayOf(now))) : null,
            request.Registration?.Trim(),
            cancellationToken);

    private static CodeRead Say(Reading reading)
    {
        var certificate = reading.Certificate;
        return new CodeRead(
            reading.Outcome.Code(),
            reading.Detail,
            reading.Pass is null ? Word(reading.Kind) : "pass",
            certificate?.Name,
            certificate?.BirthDate ?? "",
            reading.Issuer,
            reading.Key?.Issuer,
            certificate?.Test is { } test ? new TestRead(Word(test.Result), Word(test.Kind), test.SampledAt, test.Facility) : null);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static byte[] HashOf(KeyRing keys, Document said, TimeProvider clock) =>
        PersonEvidence.HashOf(keys, DocumentNumber.Read(said.Kind, said.Number, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
}
