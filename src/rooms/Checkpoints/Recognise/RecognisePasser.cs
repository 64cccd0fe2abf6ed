using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
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

    public sealed record Request(string? Plate = null, string? Code = null, Document? Document = null);

    public sealed record Document(string Kind, string Number);

    /// <param name="Vehicle">Only for a plate that was met before.</param>
    public sealed record Answer(bool Recognised, VehicleKnown? Vehicle, IReadOnlyList<PersonKnown> Occupants)
    {
        internal static Answer Nobody { get; } = new(false, null, []);
    }

    /// <param name="Category">Of its last passage.</param>
    public sealed record VehicleKnown(string Plate, string? Kind, string? Category, bool Unusual);

    /// <param name="Name">Masked.</param>
    /// <param name="Tail">Last four characters of the document.</param>
    /// <param name="Role">As at the last passage.</param>
    /// <param name="Category">Of the last passage.</param>
    public sealed record PersonKnown(Guid Person, string Name, string Tail, string? Role, string? Category);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        string?[] given = [request.Plate, request.Code, request.Document?.Number];
        if (given.Count(g => !string.IsNullOrWhiteSpace(g)) != 1)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "recognise-one");
        if (request.Plate?.Length > LongestNumber || request.Document?.Number.Length > LongestNumber)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "text-too-long");
        var (by, known) = await KnownAsync(request, new KnownPassers(db, me.Owner), keys, clock, cancellationToken);
        await db.WriteAsync(
            me.Owner, me.Did("recognised", known?.Subject, new { by, recognised = known is not null, persons = known?.Answer.Occupants.Count ?? 0 }), () => { }, cancellationToken);
        return TypedResults.Ok(known?.Answer ?? Answer.Nobody);
    }

    /// <returns>By what, and the vehicle or person with what the lane is told; null when this owner has not met it.</returns>
    private static async Task<(string By, KnownPassers.Known? Known)> KnownAsync(
        Request request, KnownPassers passers, KeyRing keys, TimeProvider clock, CancellationToken cancellationToken) => request switch
        {
            { Plate: { Length: > 0 } plate } => ("plate", await passers.VehicleAsync(Plate.Read(plate).Text, cancellationToken)),
            { Document: { Number.Length: > 0 } said } => ("document", await passers.PersonAsync(HashOf(keys, said, clock), cancellationToken)),
            _ => ("code", null), // a signed code is believed once its trust lists are here
        };

    private static byte[] HashOf(KeyRing keys, Document said, TimeProvider clock) =>
        PersonEvidence.HashOf(keys, DocumentNumber.Read(said.Kind, said.Number, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
}
