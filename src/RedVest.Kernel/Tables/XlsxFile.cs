using System.IO.Compression;
using System.Xml;

namespace RedVest.Kernel.Tables;

/// <summary>An Office Open XML workbook, read as a stream: values only.</summary>
internal sealed class XlsxFile : TableFile
{
    private const int MostParts = 10_000;

    private readonly ZipArchive _zip;
    private readonly IReadOnlyList<(string Name, string Part)> _sheets;
    private readonly Lazy<IReadOnlyList<string>> _texts;
    private readonly Lazy<XlsxStyles> _styles;
    private IReadOnlyList<string> _merged = [];

    private XlsxFile(ZipArchive zip, IReadOnlyList<(string Name, string Part)> sheets, IReadOnlyList<string> notes)
    {
        (_zip, _sheets, Notes) = (zip, sheets, notes);
        Sheets = [.. sheets.Select(s => s.Name)];
        _texts = new(() => Read("xl/sharedStrings.xml", XlsxParts.SharedTexts) ?? []);
        _styles = new(() => Read("xl/styles.xml", XlsxStyles.Read) ?? XlsxStyles.None);
    }

    public override IReadOnlyList<string> Sheets { get; }

    public override IReadOnlyList<string> Merged => _merged;

    public static XlsxFile Open(ZipArchive zip)
    {
        if (zip.Entries.Count > MostParts)
            throw new TableRefusedException("table-too-large");
        if (zip.GetEntry("xl/workbook.bin") is not null)
            throw new TableRefusedException("table-binary-workbook");
        if (zip.GetEntry("xl/workbook.xml") is null)
            throw new TableRefusedException("table-kind-unknown");
        var targets = Guarded(zip, "xl/_rels/workbook.xml.rels", XlsxParts.Targets) ?? new Dictionary<string, string>();
        var sheets = Guarded(zip, "xl/workbook.xml", xml => XlsxParts.Sheets(xml, targets)) ?? [];
        if (sheets.Count == 0)
            throw new TableRefusedException("table-empty");
        return new XlsxFile(zip, sheets, zip.GetEntry("xl/vbaProject.bin") is null ? [] : ["macros"]);
    }

    public override IEnumerable<TableRow> Rows(int sheet)
    {
        var entry = _zip.GetEntry(_sheets[sheet].Part) ?? throw new TableRefusedException("table-damaged");
        using var content = new UnpackedStream(entry);
        using var xml = XmlReader.Create(content, XlsxParts.Settings);
        var reader = new XlsxSheet(xml, _texts, _styles);
        var any = false;
        while (NextRow(reader) is { } row)
        {
            any = true;
            yield return row;
        }

        _merged = reader.Merged;
        if (!any)
            throw new TableRefusedException("table-empty");
    }

    public override void Dispose()
    {
        _zip.Dispose();
        base.Dispose();
    }

    private static TableRow? NextRow(XlsxSheet reader)
    {
        try
        {
            return reader.Next();
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException or FormatException or OverflowException)
        {
            throw new TableRefusedException("table-damaged", damaged);
        }
    }

    private T? Read<T>(string part, Func<XmlReader, T> read)
        where T : class => Guarded(_zip, part, read);

    private static T? Guarded<T>(ZipArchive zip, string part, Func<XmlReader, T> read)
        where T : class
    {
        if (zip.GetEntry(part) is not { } entry)
            return null;
        try
        {
            using var content = new UnpackedStream(entry);
            using var xml = XmlReader.Create(content, XlsxParts.Settings);
            return read(xml);
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException or FormatException)
        {
            throw new TableRefusedException("table-damaged", damaged);
        }
    }
}
