using RedVest.Kernel.Tables;

namespace RedVest.Registry.Import;

/// <summary>A file read with what the job knows of it: which sheet, which line names the columns, which column is which.</summary>
internal sealed class ImportFile : IDisposable
{
    private const int LinesLookedAt = 20;

    private readonly TableFile _table;
    private readonly Stream _content;

    private ImportFile(TableFile table, Stream content) => (_table, _content) = (table, content);

    public IReadOnlyList<string> Sheets => _table.Sheets;

    public IReadOnlyList<string> Notes => _table.Notes;

    /// <summary>Of the sheet whose rows were read to their end.</summary>
    public IReadOnlyList<string> Merged => _table.Merged;

    /// <exception cref="TableRefusedException">It is no table.</exception>
    public static ImportFile Open(Stream content) => new(TableFile.Open(content), content);

    /// <summary>The first rows of a sheet.</summary>
    public IReadOnlyList<TableRow> Head(int sheet) => [.. _table.Rows(sheet).Take(LinesLookedAt)];

    /// <summary>The rows below the line with the headings.</summary>
    public IEnumerable<TableRow> Data(int sheet, int headerLine) => _table.Rows(sheet).Where(r => r.Line > headerLine);

    /// <summary>The headings; null when there is no such line among the first ones.</summary>
    public TableRow? Header(int sheet, int headerLine) => Head(sheet).FirstOrDefault(r => r.Line == headerLine);

    public void Dispose()
    {
        _table.Dispose();
        _content.Dispose();
    }
}
