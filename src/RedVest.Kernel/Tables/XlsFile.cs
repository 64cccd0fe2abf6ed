using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace RedVest.Kernel.Tables;

/// <summary>A workbook of Excel 97–2003. The old form tells values, not which of them a formula made.</summary>
internal sealed class XlsFile : TableFile
{
    private readonly IExcelDataReader _reader;
    private readonly List<string> _sheets = [];
    private List<string> _merged = [];

    private XlsFile(IExcelDataReader reader)
    {
        _reader = reader;
        Notes = ["formulas-not-told"];
        do
            _sheets.Add(reader.Name ?? "");
        while (reader.NextResult());
    }

    public override IReadOnlyList<string> Sheets => _sheets;

    public override IReadOnlyList<string> Merged => _merged;

    public static XlsFile Of(Stream content)
    {
        if (IsEncryptedPackage(content))
            throw new TableRefusedException("table-encrypted");
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return new XlsFile(ExcelReaderFactory.CreateBinaryReader(content, new ExcelReaderConfiguration { LeaveOpen = true, FallbackEncoding = Encoding.GetEncoding(936) }));
        }
        catch (InvalidPasswordException locked)
        {
            throw new TableRefusedException("table-encrypted", locked);
        }
        catch (Exception damaged) when (damaged is not TableRefusedException and not OutOfMemoryException)
        {
            throw new TableRefusedException("table-damaged", damaged); // the reader throws whatever a broken offset leads to
        }
    }

    public override IEnumerable<TableRow> Rows(int sheet)
    {
        GoTo(sheet);
        var (line, any) = (0, false);
        while (Read())
        {
            line++;
            if (_reader.FieldCount > MostColumns)
                throw new TableRefusedException("table-too-wide");
            var cells = Enumerable.Range(0, _reader.FieldCount).Select(Cell).ToArray();
            if (Array.Exists(cells, c => c.Text.Length > 0))
            {
                any = true;
                yield return new TableRow(line, cells);
            }
        }

        if (!any)
            throw new TableRefusedException("table-empty");
    }

    public override void Dispose()
    {
        _reader.Dispose();
        base.Dispose();
    }

    private void GoTo(int sheet)
    {
        _reader.Reset();
        for (var i = 0; i < sheet; i++)
            _reader.NextResult();
        _merged = [.. (_reader.MergeCells ?? []).Take(100).Select(m => string.Create(CultureInfo.InvariantCulture, $"R{m.FromRow + 1}C{m.FromColumn + 1}:R{m.ToRow + 1}C{m.ToColumn + 1}"))];
    }

    private bool Read()
    {
        try
        {
            return _reader.Read();
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            throw new TableRefusedException("table-damaged", damaged);
        }
    }

    private TableCell Cell(int column) => _reader.GetValue(column) switch
    {
        null => TableCell.Empty,
        string text => TableCell.Of(text),
        double number => XlsxSheet.Of(number),
        DateTime day => TableCell.Of(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        bool truth => TableCell.Of(truth ? "TRUE" : "FALSE"),
        var other => TableCell.Of(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>A newer workbook with a password lies inside the old container, under this name.</summary>
    private static bool IsEncryptedPackage(Stream content)
    {
        var name = Encoding.Unicode.GetBytes("EncryptedPackage");
        var start = new byte[Math.Min(content.Length, 1 << 20)];
        content.Position = 0;
        content.ReadExactly(start);
        content.Position = Math.Max(0, content.Length - (1 << 20));
        var end = new byte[content.Length - content.Position];
        content.ReadExactly(end);
        content.Position = 0;
        return start.AsSpan().IndexOf(name) >= 0 || end.AsSpan().IndexOf(name) >= 0;
    }
}
