using System.Text;
using System.Text.Unicode;

namespace RedVest.Kernel.Tables;

/// <summary>
/// In which encoding a text was written: by its mark, else by the zero bytes of UTF-16, else UTF-8 when all of it is, else GB18030. What cannot be
/// read becomes U+FFFD, and the row that holds it is refused later.
/// </summary>
internal static class TextEncoding
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance
        .GetEncoding(54936, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!; // always there

    /// <returns>The encoding, and how many bytes its mark takes.</returns>
    public static (Encoding Encoding, int Mark) Guess(Stream content, ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0x84, 0x31, 0x95, 0x33, ..] => (Gb18030, 4),
            _ => (WithoutMark(content, head), 0),
        };

    private static Encoding WithoutMark(Stream content, ReadOnlySpan<byte> head)
    {
        var (even, odd) = ZeroBytes(head);
        if (odd > head.Length / 16 && odd > even * 4)
            return Encoding.Unicode;
        if (even > head.Length / 16 && even > odd * 4)
            return Encoding.BigEndianUnicode;
        return IsUtf8(content) ? Encoding.UTF8 : Gb18030;
    }

    private static (int Even, int Odd) ZeroBytes(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        return (even, odd);
    }

    private static bool IsUtf8(Stream content)
    {
        var buffer = new byte[64 * 1024];
        var kept = 0;
        content.Position = 0;
        while (content.Read(buffer, kept, buffer.Length - kept) is var read && read > 0)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            var whole = bytes.Length - UnfinishedTail(bytes);
            if (!Utf8.IsValid(bytes[..whole]))
                return false;
            kept = bytes.Length - whole;
            bytes[whole..].CopyTo(buffer);
        }

        return kept == 0;
    }

    /// <summary>How many bytes at the end begin a character that the next read may finish.</summary>
    private static int UnfinishedTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
                continue;
            var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }

        return 0;
    }
}
