using System.Text.Json;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Yard;

/// <summary>The records of the yard as the sync push brings them.</summary>
internal sealed class YardRecords(OwnerBooks books, KeyRing keys) : IRecordRoom
{
    private const int MostOccupants = 100;
    private const int LongestWord = 32;
    private const int LongestTube = 64;
    internal const int LongestText = 1000;

    public string Prefix => YardKinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        try
        {
            var body = JsonSerializer.Deserialize(record.Body.Span, YardJson.Default.YardBody);
            record.Refusal ??= body is null ? "body-wrong" : FaultOf(record.Kind, body);
            if (record.Refusal is null)
                record.Content = new YardContent(body!, keys.Encrypt(YardEvent.Table, "body", record.Id, owner, record.Body.Span));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            record.Refusal ??= "body-wrong";
        }
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => throw new NotSupportedException("The yard's records are answered by their outcome alone.");

    public async ValueTask<IRecordBatch> ReadAsync(
        WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(write.Owner, revision, cancellationToken).ConfigureAwait(false);
        var loops = await LoopBatch.ReadAsync(write, records.Select(LoopOf), cancellationToken).ConfigureAwait(false);
        var told = records.Select(r => ((YardContent)r.Content!).Body.Served).OfType<Guid>().Distinct().ToList();
        return new YardBatch(write, book, loops, [.. await StoredRecords.WhichAsync(write, told, cancellationToken).ConfigureAwait(false)]);
    }

    internal static Guid LoopOf(IncomingRecord record) => LoopIds.Of(record.Subject, ((YardContent)record.Content!).Body.N);

    /// <summary>What no state can make right. Words of a newer app are taken: what a sample or a need is called is an open set.</summary>
    private static string? FaultOf(string kind, YardBody body)
    {
        if (body.N is < 0 or > MostOccupants)
            return "occupants-wrong";
        if (body.Note?.Length > LongestText || body.To?.Length > LongestText || body.Tube?.Length > LongestTube
            || new[] { body.Sample, body.Result, body.Need, body.Next, body.Reason }.Any(word => word?.Length > LongestWord))
            return "text-too-long";
        return kind switch
        {
            YardKinds.Taken => null,
            YardKinds.Sampled => body.Sample is null ? "body-wrong" : null,
            YardKinds.Result => body.Result is "negative" or "positive" or "invalid" ? null : "body-wrong",
            YardKinds.Need => body.Need is null ? "body-wrong" : null,
            YardKinds.Served => body.Served is null ? "body-wrong" : null,
            YardKinds.Moved => body.Station is null ? "body-wrong" : null,
            YardKinds.Next => body is { Next: not null, DueAt: not null } ? null : "body-wrong",
            YardKinds.Ended => string.IsNullOrWhiteSpace(body.Reason) ? "reason-missing"
                : !EndReasons.OfPersons.Contains(body.Reason) ? "end-reason-unknown"
                : body.Reason == EndReasons.Transferred && string.IsNullOrWhiteSpace(body.To) ? "whereto-missing" : null,
            _ => "kind-unknown",
        };
    }
}
