using System.Text.Json;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Freight;

/// <summary>The records of freight trips, from phones and from the office.</summary>
internal sealed class TripRecords(OwnerBooks books, KeyRing keys, TimeProvider clock) : IRecordRoom
{
    private const int MostCrew = 20;
    private const int LongestName = 200;
    private const int LongestRoute = 500;
    private const int LongestSeal = 64;
    private const int MostHours = 30 * 24;
    internal const int LongestText = 1000;

    public string Prefix => TripKinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        try
        {
            var body = JsonSerializer.Deserialize(record.Body.Span, TripJson.Default.TripBody);
            record.Refusal ??= body is null ? "body-wrong" : FaultOf(record.Kind, body);
            if (record.Refusal is null)
                record.Content = Read(owner, record, body!);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            record.Refusal ??= "body-wrong";
        }
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => throw new NotSupportedException("Records of trips are answered by their outcome alone.");

    public async ValueTask<IRecordBatch> ReadAsync(
        WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(write.Owner, revision, cancellationToken).ConfigureAwait(false);
        var contents = records.Select(r => (TripContent)r.Content!).ToList();
        var permits = contents.Select(c => c.Body.Permit).OfType<string>().Distinct().ToList();
        var trips = await TripsSql.ReadAsync(write, [.. records.Select(r => r.Subject).Distinct()], permits, cancellationToken).ConfigureAwait(false);
        // The loops of the permits' other trips too: whether one of them is still under way decides.
        var loops = await LoopBatch.ReadAsync(write, records.Select(r => r.Subject).Concat(trips.Select(t => t.Id)), cancellationToken).ConfigureAwait(false);
        var people = await PeopleBatch.ReadAsync(write, keys, [.. contents.SelectMany(c => c.Evidence.Values).Select(e => e.Hash)], [], [], cancellationToken).ConfigureAwait(false);
        return new TripBatch(write, book, loops, people, trips);
    }

    private TripContent Read(int owner, IncomingRecord record, TripBody body)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var evidence = new Dictionary<int, PersonEvidence>();
        foreach (var one in body.Crew ?? [])
        {
            if (one.Document is { Number.Length: > 0 } said)
                evidence.Add(one.N, PersonEvidence.Of(keys, DocumentNumber.Read(said.Kind, said.Number, today), one.Name, one.Phone));
        }

        return new TripContent(
            body,
            body.Plate is { Length: > 0 } plate ? Plate.Read(plate) : null,
            body.Trailer is { Length: > 0 } trailer ? Plate.Read(trailer) : null,
            evidence,
            keys.Encrypt(TripEvent.Table, "body", record.Id, owner, record.Body.Span));
    }

    /// <summary>What no state can make right.</summary>
    private static string? FaultOf(string kind, TripBody body)
    {
        if (IsLong(body))
            return "text-too-long";
        if (body.Crew is { } crew && (crew.Count > MostCrew || crew.DistinctBy(c => c.N).Count() != crew.Count || crew.Any(c => c.N is < 1 or > MostCrew)))
            return "occupants-wrong";
        if (body.Crew?.Any(c => c.Name is { Length: > 0 } name && PersonName.FaultOf(name) is not null) ?? false)
            return "name-wrong";
        if (body.Hours is < 1 or > MostHours)
            return "trip-hours-wrong";
        return kind switch
        {
            TripKinds.Announced => string.IsNullOrWhiteSpace(body.Consignee) ? "consignee-missing"
                : string.IsNullOrWhiteSpace(body.Plate) ? "plate-missing"
                : body.ExpectedAt is null ? "expected-missing"
                : body.Permit is { Length: > 0 } permit && !Permit.IsGood(permit) ? "permit-wrong"
                : new[] { body.From, body.To }.Any(region => region is { Length: > 0 } && !Permit.IsRegion(region)) ? "region-wrong" : null,
            TripKinds.Entered or TripKinds.Loading or TripKinds.Returning or TripKinds.Exit or TripKinds.Escorted => null,
            TripKinds.Sealed => string.IsNullOrWhiteSpace(body.Seal) ? "seal-missing" : null,
            TripKinds.SealChecked => body.Intact is null ? "body-wrong" : null,
            TripKinds.Closed => body.Reason is null || EndReasons.OfTrips.Contains(body.Reason) ? null : "trip-end-unknown",
            _ => "kind-unknown",
        };
    }

    private static bool IsLong(TripBody body) =>
        new[] { body.Consignor, body.Consignee, body.Goods, body.Escort, body.Contact?.Name }.Any(text => text?.Length > LongestName)
        || new[] { body.Plate, body.Trailer, body.Permit, body.From, body.To, body.Reason }.Any(text => text?.Length > 32)
        || body.Contact?.Phone?.Length > 64 || body.Seal?.Length > LongestSeal || body.Sha256?.Length > 64 || body.Route?.Length > LongestRoute || body.Note?.Length > LongestText
        || (body.Crew?.Any(c => c.Role.Length > 32 || c.Phone?.Length > 64 || c.Document?.Kind.Length > 32 || c.Document?.Number.Length > LongestText) ?? false);
}
