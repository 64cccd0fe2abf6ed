using System.Globalization;
using System.Xml;

namespace RedVest.Kernel.Tables;

/// <summary>One sheet's rows, one by one.</summary>
internal sealed class XlsxSheet(XmlReader xml, Lazy<IReadOnlyList<string>> texts, Lazy<XlsxStyles> styles)
{
    private const int MostMerged = 100;
    private const double DigitsKept = 1e15;
    private static readonly DateTime DayZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly List<string> _merged = [];
    private int _line;

    public IReadOnlyList<string> Merged => _merged;

    /// <returns>The next row with something in it; null after the last.</returns>
    public TableRow? Next()
    {
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "row" && Row() is { } row)
                return row;
            if (xml.LocalName == "mergeCell" && _merged.Count < MostMerged && xml.GetAttribute("ref") is { } area)
                _merged.Add(area);
        }

        return null;
    }

    private TableRow? Row()
    {
        _line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : _line + 1;
        if (xml.IsEmptyElement)
            return null;
        var depth = xml.Depth;
        var cells = new List<TableCell>();
        var any = false;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;
            var column = ColumnOf(xml.GetAttribute("r")) ?? cells.Count;
            if (column >= TableFile.MostColumns)
            {
                if (Cell().Text.Length > 0)
                    throw new TableRefusedException("table-too-wide");
                continue;
            }

            while (cells.Count <= column)
                cells.Add(TableCell.Empty);
            cells[column] = Cell();
            any |= cells[column].Text.Length > 0;
        }

        return any ? new TableRow(_line, cells) : null;
    }

    private TableCell Cell()
    {
        var (type, style) = (xml.GetAttribute("t") ?? "n", xml.GetAttribute("s"));
        if (xml.IsEmptyElement)
            return TableCell.Empty;
        var depth = xml.Depth;
        var (formula, value, inline) = (false, "", (string?)null);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            formula |= xml.LocalName == "f";
            if (xml.LocalName == "v")
                value = XlsxParts.Inner(xml);
            else if (xml.LocalName == "is")
                inline = XlsxParts.RichText(xml);
        }

        var cell = inline is not null ? TableCell.Of(inline) : Value(type, value, style);
        return formula && cell.Kind != CellKind.Error ? cell with { Kind = CellKind.Formula } : cell;
    }

    private TableCell Value(string type, string value, string? style) => type switch
    {
        _ when value.Length == 0 => TableCell.Empty,
        "s" => TableCell.Of(texts.Value.ElementAtOrDefault(int.Parse(value, CultureInfo.InvariantCulture)) ?? throw new InvalidDataException("No such text.")),
        "str" => TableCell.Of(XlsxParts.Unescape(value)),
        "b" => TableCell.Of(value == "1" ? "TRUE" : "FALSE"),
        "e" => new TableCell(value, CellKind.Error),
        "d" => TableCell.Of(value),
        _ => Number(value, style),
    };

    private TableCell Number(string value, string? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return TableCell.Of(value);
        if (style is not null && styles.Value.IsDay(int.Parse(style, CultureInfo.InvariantCulture)) && number is > 0 and < 2_958_466)
            return TableCell.Of(DayZero.AddDays(Math.Floor(number)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return Of(number);
    }

    /// <summary>A number that has no text beside it: up to 15 digits are exact.</summary>
    internal static TableCell Of(double number) =>
        Math.Abs(number) >= DigitsKept
            ? new TableCell(Math.Abs(number) < 1e28 ? ((decimal)number).ToString("F0", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture), CellKind.LongNumber)
            : new TableCell(Math.Round(number, 10).ToString("0.##########", CultureInfo.InvariantCulture), CellKind.Number);

    /// <summary>The column of <c>AB12</c>, from 0; null when the file does not say.</summary>
    private static int? ColumnOf(string? reference)
    {
        if (reference is null)
            return null;
        var column = 0;
        foreach (var sign in reference)
        {
            if (!char.IsAsciiLetterUpper(sign))
                break;
            column = (column * 26) + (sign - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
