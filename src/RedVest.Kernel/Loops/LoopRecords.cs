using System.Text.Json;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Kernel.Loops;

/// <summary>Links said about loops of any kind, on a device or in the office: taken, returned, moved, boarded, alighted, ended.</summary>
internal sealed class LoopRecords(LoopKinds kinds) : IRecordRoom
{
    private const int LongestWord = 32;

    public string Prefix => LoopRecordKinds.Prefix;

    public void Parse(int owner, IncomingRecord record)
    {
        try
        {
            var body = JsonSerializer.Deserialize(record.Body.Span, LoopJson.Default.LoopBody);
            record.Refusal ??= body is null ? "body-wrong" : FaultOf(record, body);
            record.Content = body;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            record.Refusal ??= "body-wrong";
        }
    }

    public void WriteAnswer(Utf8JsonWriter writer, object answer) => throw new NotSupportedException("Records of loops are answered by their outcome alone.");

    public async ValueTask<IRecordBatch> ReadAsync(WriteTransaction write, long revision, IReadOnlyList<IncomingRecord> records, CancellationToken cancellationToken)
    {
        var named = records.SelectMany(r => new[] { r.Subject, ((LoopBody)r.Content!).Carrier ?? r.Subject }).Distinct();
        return new LoopRecordBatch(kinds, await LoopBatch.ReadAsync(write, named, cancellationToken).ConfigureAwait(false));
    }

    private static string? FaultOf(IncomingRecord record, LoopBody body)
    {
        if (new[] { body.Reason, body.Next }.Any(word => word?.Length > LongestWord))
            return "text-too-long";
        return record.Kind switch
        {
            LoopRecordKinds.Taken or LoopRecordKinds.Returned or LoopRecordKinds.Alighted => null,
            LoopRecordKinds.Moved => body is { Next: not null, DueAt: not null } ? null : "body-wrong",
            LoopRecordKinds.Boarded => body.Carrier is null ? "body-wrong" : body.Carrier == record.Subject ? "loop-rides-itself" : null,
            LoopRecordKinds.Ended => string.IsNullOrWhiteSpace(body.Reason) ? "reason-missing" : null,
            _ => "kind-unknown",
        };
    }
}
