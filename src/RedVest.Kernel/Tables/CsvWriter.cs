using System.Globalization;

namespace RedVest.Kernel.Tables;

/// <summary>RFC 4180 with the mark that Excel knows UTF-8 by. A text that a spreadsheet would run is made a text again.</summary>
internal static class CsvWriter
{
    // Some input methods write the wide signs, and some spreadsheets run them too.
    private const string Runs = "=+-@\t\r＝＋－＠";
    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",\"\r\n");

    public static async Task WriteAsync(
        Stream to, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows, string? watermark, CancellationToken cancellationToken)
    {
        var page = new TextPage(to);
        page.Text.Append('\uFEFF');
        await RowAsync(page, headings, cancellationToken).ConfigureAwait(false);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            await RowAsync(page, row, cancellationToken).ConfigureAwait(false);
        if (watermark is not null)
            await RowAsync(page, [watermark], cancellationToken).ConfigureAwait(false);
        await page.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quote(text.Length > 0 && Runs.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text),
        IFormattable other => Quote(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quote(value.ToString() ?? ""),
    };

    private static ValueTask RowAsync(TextPage page, IReadOnlyList<object?> cells, CancellationToken cancellationToken)
    {
        for (var i = 0; i < cells.Count; i++)
            page.Text.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        page.Text.Append("\r\n");
        return page.FlushWhenFullAsync(cancellationToken);
    }

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
