using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RedVest.Kernel.Tables;

/// <summary>
/// Office Open XML with as little as Excel needs: texts are inline and never formulas, a heading that stays in sight, a further sheet where one
/// is full.
/// </summary>
internal static class XlsxWriter
{
    internal const int MostRows = 1_048_576;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";

    public static async Task WriteAsync(
        Stream to, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows, string? watermark, CancellationToken cancellationToken)
    {
        using var body = new DrainedStream(to);
        var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
        await using (zip.ConfigureAwait(false))
        {
            var sheets = await SheetsAsync(zip, headings, rows, watermark, cancellationToken).ConfigureAwait(false);
            foreach (var (name, content) in Frame(sheets))
            {
                var part = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken).ConfigureAwait(false);
                await using (part.ConfigureAwait(false))
                    await part.WriteAsync(Encoding.UTF8.GetBytes(Declaration + content), cancellationToken).ConfigureAwait(false);
            }
        }

        await body.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> SheetsAsync(
        ZipArchive zip, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows, string? watermark, CancellationToken cancellationToken)
    {
        var reader = rows.GetAsyncEnumerator(cancellationToken);
        await using (reader.ConfigureAwait(false))
        {
            var more = await reader.MoveNextAsync().ConfigureAwait(false);
            var sheets = 0;
            do
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{++sheets}.xml");
                var part = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken).ConfigureAwait(false);
                await using (part.ConfigureAwait(false))
                    more = await SheetAsync(new TextPage(part), headings, reader, more, watermark, cancellationToken).ConfigureAwait(false);
            }
            while (more);

            return sheets;
        }
    }

    /// <returns>Whether rows are left for a further sheet; the reader then stands at the first of them.</returns>
    private static async Task<bool> SheetAsync(
        TextPage page, IReadOnlyList<string> headings, IAsyncEnumerator<IReadOnlyList<object?>> rows, bool more, string? watermark, CancellationToken cancellationToken)
    {
        page.Text.Append(CultureInfo.InvariantCulture, $"""
            {Declaration}<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="{headings.Count}" width="18" customWidth="1"/></cols><sheetData>
            """);
        Row(page.Text, 1, headings, style: 1);
        var line = 1;
        for (; more && line < MostRows - 1; more = await rows.MoveNextAsync().ConfigureAwait(false))
        {
            Row(page.Text, ++line, rows.Current, style: 0);
            await page.FlushWhenFullAsync(cancellationToken).ConfigureAwait(false);
        }

        if (watermark is not null)
            Row(page.Text, ++line, [watermark], style: 0);
        page.Text.Append("</sheetData></worksheet>");
        await page.FlushAsync(cancellationToken).ConfigureAwait(false);
        return more;
    }

    private static void Row(StringBuilder text, int line, IReadOnlyList<object?> cells, int style)
    {
        text.Append(CultureInfo.InvariantCulture, $"<row r=\"{line}\">");
        foreach (var cell in cells)
        {
            switch (cell)
            {
                case null or "":
                    text.Append("<c/>");
                    break;
                case int or long or double:
                    text.Append(CultureInfo.InvariantCulture, $"<c s=\"{style}\"><v>{cell}</v></c>");
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">");
                    Escape(text, cell as string ?? Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "");
                    text.Append("</t></is></c>");
                    break;
            }
        }

        text.Append("</row>");
    }

    /// <summary>What XML cannot hold is written as Excel writes it: <c>_x0001_</c>; a text that already looks so keeps its look.</summary>
    internal static void Escape(StringBuilder text, string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var sign = value[i];
            _ = sign switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '_' when LooksEscaped(value.AsSpan(i)) => text.Append("_x005F_"),
                '\t' or '\n' => text.Append(sign),
                < ' ' or '\uFFFE' or '\uFFFF' => text.Append(CultureInfo.InvariantCulture, $"_x{(int)sign:X4}_"),
                _ => text.Append(sign),
            };
        }
    }

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_' && ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);

    private static IEnumerable<(string Name, string Content)> Frame(int sheets)
    {
        var numbers = Enumerable.Range(1, sheets).ToArray();
        string Each(Func<int, string> part) => string.Concat(numbers.Select(part));
        yield return ("xl/workbook.xml",
            $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{Each(n => Invariant($"<sheet name=\"Sheet{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))}</sheets></workbook>""");
        yield return ("xl/_rels/workbook.xml.rels",
            $"""<Relationships xmlns="{Packages}/relationships">{Each(n => Invariant($"<Relationship Id=\"rId{n}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))}<Relationship Id="styles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
        yield return ("xl/styles.xml",
            $"""<styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0" xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>""");
        yield return ("_rels/.rels",
            $"""<Relationships xmlns="{Packages}/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        yield return ("[Content_Types].xml",
            $"""<Types xmlns="{Packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>{Each(n => Invariant($"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))}</Types>""");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
