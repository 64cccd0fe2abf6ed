using System.Text;

namespace RedVest.Kernel.Tables;

/// <summary>Text with separators, read as the people of an office make it: any encoding, any separator, quotes where they like.</summary>
internal sealed class CsvFile : TableFile
{
    private const int LongestCell = 32_767; // Excel's own limit

    private readonly Stream _content;
    private readonly Encoding _encoding;
    private readonly char _separator;

    private CsvFile(Stream content, Encoding encoding, char separator, IReadOnlyList<string> notes)
    {
        (_content, _encoding, _separator) = (content, encoding, separator);
        Notes = notes;
    }

    public override IReadOnlyList<string> Sheets { get; } = [""];

    public static CsvFile Open(Stream content, ReadOnlySpan<byte> head)
    {
        var (encoding, mark) = TextEncoding.Guess(content, head);
        var text = encoding.GetString(head[mark..]);
        return new CsvFile(content, encoding, SeparatorOf(text), [encoding.WebName]);
    }

    public override IEnumerable<TableRow> Rows(int sheet)
    {
        _content.Position = 0;
        using var reader = new StreamReader(_content, _encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        var scanner = new CsvScanner(reader, _separator);
        var any = false;
        while (scanner.Next() is { } row)
        {
            if (row.Cells.Count > MostColumns)
                throw new TableRefusedException("table-too-wide");
            if (row.Cells.Any(c => c.Text.Length > LongestCell))
                throw new TableRefusedException("table-damaged"); // a quote that is never closed swallows the rest of the file
            if (row.Cells.Any(c => c.Text.Length > 0))
            {
                any = true;
                yield return row;
            }
        }

        if (!any)
            throw new TableRefusedException("table-empty");
    }

    /// <summary>The separator that the first line has most of.</summary>
    private static char SeparatorOf(string text)
    {
        var line = text.AsSpan().Trim("\uFEFF\r\n");
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        var (best, most) = (',', 0);
        foreach (var candidate in ",\t;|，")
        {
            var count = line.Count(candidate);
            if (count > most)
                (best, most) = (candidate, count);
        }

        return best;
    }
}
