using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace RedVest.Kernel.Access;

/// <summary>How binary tokens are written as text: base64url, of exactly one length.</summary>
internal static class Tokens
{
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == Base64Url.GetEncodedLength(bytes.Length)
        && Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
        && written == bytes.Length;

    public static void WriteInstant(Span<byte> bytes, DateTimeOffset instant) =>
        BinaryPrimitives.WriteInt64BigEndian(bytes, instant.ToUnixTimeMilliseconds());

    /// <summary>Only after the mac was found right: other numbers may be no instants.</summary>
    public static DateTimeOffset ReadInstant(ReadOnlySpan<byte> bytes) =>
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes));

    /// <summary>Whole milliseconds, so that what was issued reads back equal.</summary>
    public static DateTimeOffset Milliseconds(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
