using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace RedVest.Kernel.Sync;

/// <summary>Reads the body of a push. Members it does not know stay in each record's raw bytes.</summary>
internal static class PushReader
{
    public const int MaxRecords = 200;
    public const int MaxRecordBytes = 32 * 1024;
    private const int MaxAnchors = 50;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>What a device says of an anchor: a ticket of ours, or (drill devices only) a time that it states.</summary>
    internal sealed record AnchorSaid(Guid Life, string? Ticket, DateTimeOffset? Stated, long Mono, long Wall);

    internal sealed record PushSaid(Guid Id, int Epoch, IReadOnlyList<AnchorSaid> Anchors, IReadOnlyList<IncomingRecord> Records);

    /// <exception cref="PushException">json-wrong or too-many-records.</exception>
    public static PushSaid Read(ReadOnlyMemory<byte> body, Guid device)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var root = document.RootElement;
            var records = root.GetProperty("records");
            if (records.GetArrayLength() > MaxRecords)
                throw new PushException("too-many-records");
            return new PushSaid(
                root.GetProperty("push").GetGuid(),
                root.GetProperty("epoch").GetInt32(),
                ReadAnchors(root),
                [.. records.EnumerateArray().Select(record => ReadRecord(record, device)).OrderBy(record => record.Seq)]);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PushException("json-wrong");
        }
    }

    private static List<AnchorSaid> ReadAnchors(JsonElement root)
    {
        var anchors = new List<AnchorSaid>();
        foreach (var anchor in root.GetProperty("anchors").EnumerateArray().Take(MaxAnchors))
        {
            anchors.Add(new AnchorSaid(
                anchor.GetProperty("life").GetGuid(),
                anchor.TryGetProperty("ticket", out var ticket) ? ticket.GetString() : null,
                anchor.TryGetProperty("stated", out var stated) ? stated.GetDateTimeOffset() : null,
                anchor.GetProperty("mono").GetInt64(),
                anchor.GetProperty("wall").GetInt64()));
        }

        return anchors;
    }

    private static IncomingRecord ReadRecord(JsonElement record, Guid device)
    {
        var raw = JsonMarshal.GetRawUtf8Value(record).ToArray();
        var kind = record.GetProperty("kind").GetString()!;
        var seq = record.GetProperty("seq").GetInt64();
        if (seq < 1 || kind.Length > 64)
            throw new FormatException();
        return new IncomingRecord
        {
            Id = record.GetProperty("id").GetGuid(),
            Seq = seq,
            Kind = kind,
            Subject = record.GetProperty("subject").GetGuid(),
            Clock = new RecordClock(record.GetProperty("life").GetGuid(), record.GetProperty("mono").GetInt64(), record.GetProperty("wall").GetInt64()),
            Officer = record.TryGetProperty("officer", out var officer) && officer.ValueKind != JsonValueKind.Null ? officer.GetGuid() : null,
            Device = device,
            Raw = raw,
            Body = JsonMarshal.GetRawUtf8Value(record.GetProperty("body")).ToArray(),
            Digest = SHA256.HashData(raw),
            Refusal = raw.Length > MaxRecordBytes ? "record-too-large" : HasNul(raw) ? "text-wrong" : null,
        };
    }

    /// <summary>Whether a text holds U+0000, which no database keeps: the escape with an odd number of backslashes before it.</summary>
    private static bool HasNul(ReadOnlySpan<byte> json)
    {
        for (var from = 0; json[from..].IndexOf("\\u0000"u8) is >= 0 and var found; from += found + 6)
        {
            var backslashes = 1;
            while (from + found - backslashes >= 0 && json[from + found - backslashes] == (byte)'\\')
                backslashes++;
            if (backslashes % 2 == 1)
                return true;
        }

        return false;
    }
}
