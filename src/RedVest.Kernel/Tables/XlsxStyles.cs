using System.Globalization;
using System.Xml;

namespace RedVest.Kernel.Tables;

/// <summary>Which styles of a workbook show a number as a day.</summary>
internal sealed class XlsxStyles
{
    private readonly HashSet<int> _days = [];

    public static XlsxStyles None { get; } = new();

    public bool IsDay(int style) => _days.Contains(style);

    public static XlsxStyles Read(XmlReader xml)
    {
        var styles = new XlsxStyles();
        var formats = new HashSet<int>();
        var (inside, style) = (false, 0);
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
                inside = xml.NodeType == XmlNodeType.Element;
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && ShowsDay(xml.GetAttribute("formatCode")))
                formats.Add(Number(xml.GetAttribute("numFmtId")));
            else if (inside && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
                styles.Take(style++, Number(xml.GetAttribute("numFmtId")), formats);
        }

        return styles;
    }

    private void Take(int style, int format, HashSet<int> formats)
    {
        if (format is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) || formats.Contains(format))
            _days.Add(style);
    }

    /// <summary>Custom formats with a year or a day outside of quotes and brackets.</summary>
    private static bool ShowsDay(string? format)
    {
        var quoted = false;
        var bracket = false;
        foreach (var sign in format ?? "")
        {
            if (sign == '"')
                quoted = !quoted;
            else if (sign is '[' or ']')
                bracket = sign == '[';
            else if (!quoted && !bracket && sign is ('y' or 'Y' or 'd' or 'D'))
                return true;
        }

        return false;
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
