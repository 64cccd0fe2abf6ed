using System.Formats.Cbor;

namespace RedVest.Certificates;

/// <summary>A map as it was written: keys are whole numbers or texts, each once.</summary>
internal sealed class CborMap
{
    private readonly List<(long Number, string? Text, object? Value)> _entries = [];

    public int Count => _entries.Count;

    public IEnumerable<(string Key, object? Value)> Texts => _entries.Where(e => e.Text is not null).Select(e => (e.Text!, e.Value));

    public void Add(long number, string? text, object? value) => _entries.Add((number, text, value));

    public bool TryGet(string key, out object? value)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Text, key, StringComparison.Ordinal))
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    public object? Get(long key)
    {
        foreach (var entry in _entries)
        {
            if (entry.Text is null && entry.Number == key) return entry.Value;
        }

        return null;
    }

    public bool Has(long key) => _entries.Exists(e => e.Text is null && e.Number == key);
}

internal sealed record CborTagged(ulong Number, object? Value);

/// <summary>
/// Reads one message into long, double, bool, string, bytes (a slice of the message), <see cref="CborMap"/>, a list, or null. Strict: each key
/// once, valid UTF-8, no lying lengths, nothing behind the end, and bounds of our own on depth and number of items.
/// </summary>
internal static class Cbor
{
    private const int Deepest = 10;
    private const int MostItems = 1000;

    /// <param name="read">Null is a value, too.</param>
    public static bool TryRead(ReadOnlyMemory<byte> message, out object? read)
    {
        read = null;
        try
        {
            var reader = new CborReader(message, CborConformanceMode.Strict);
            var left = MostItems;
            read = Item(reader, 0, ref left);
            return reader.BytesRemaining == 0;
        }
        catch (Exception broken) when (broken is CborContentException or InvalidOperationException or OverflowException or FormatException)
        {
            return false;
        }
    }

    private static object? Item(CborReader reader, int depth, ref int left)
    {
        if (depth > Deepest || --left < 0) throw new CborContentException("Too deep or too many items.");
        switch (reader.PeekState())
        {
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return reader.ReadInt64();
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return reader.ReadTextString();
            case CborReaderState.ByteString:
                return reader.ReadDefiniteLengthByteString();
            case CborReaderState.StartIndefiniteLengthByteString:
                return (ReadOnlyMemory<byte>)reader.ReadByteString();
            case CborReaderState.StartArray:
                return List(reader, depth, ref left);
            case CborReaderState.StartMap:
                return Map(reader, depth, ref left);
            case CborReaderState.Tag:
                return new CborTagged((ulong)reader.ReadTag(), Item(reader, depth + 1, ref left));
            case CborReaderState.Boolean:
                return reader.ReadBoolean();
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble();
            case CborReaderState.Null:
                reader.ReadNull();
                return null;
            case CborReaderState.SimpleValue when reader.ReadSimpleValue() == CborSimpleValue.Undefined:
                return null;
            default:
                throw new CborContentException("No item of this kind is taken.");
        }
    }

    private static List<object?> List(CborReader reader, int depth, ref int left)
    {
        var items = new List<object?>(4); // never the length that the message claims
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray) items.Add(Item(reader, depth + 1, ref left));
        reader.ReadEndArray();
        return items;
    }

    private static CborMap Map(CborReader reader, int depth, ref int left)
    {
        var map = new CborMap();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var key = Item(reader, depth + 1, ref left);
            var value = Item(reader, depth + 1, ref left);
            if (key is long number) map.Add(number, null, value);
            else if (key is string text) map.Add(0, text, value);
            else throw new CborContentException("A key is a number or a text.");
        }

        reader.ReadEndMap();
        return map;
    }
}
