using System.Text;
using System.Xml;

namespace RedVest.Kernel.Tables;

/// <summary>The small parts of a workbook. Names are compared without their namespace: the strict form of the standard has others.</summary>
internal static class XlsxParts
{
    private const int MostTexts = 4_000_000;

    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = false,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    public static Dictionary<string, string> Targets(XmlReader xml)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        }

        return targets;
    }

    public static List<(string Name, string Part)> Sheets(XmlReader xml, IReadOnlyDictionary<string, string> targets)
    {
        var sheets = new List<(string, string)>();
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "sheet" } || xml.GetAttribute("name") is not { } name)
                continue;
            var id = xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
            if (id is not null && targets.TryGetValue(id, out var part) && part.Contains("worksheets/", StringComparison.Ordinal))
                sheets.Add((name, part));
        }

        return sheets;
    }

    public static IReadOnlyList<string> SharedTexts(XmlReader xml)
    {
        var texts = new List<string>();
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "si" })
                continue;
            if (texts.Count == MostTexts)
                throw new TableRefusedException("table-too-large");
            texts.Add(RichText(xml));
        }

        return texts;
    }

    /// <summary>All <c>t</c> below the element the reader stands at, save readings of names (<c>rPh</c>).</summary>
    public static string RichText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        string? first = null;
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
                SkipInside(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "t", IsEmptyElement: false })
                Add(Unescape(Inner(xml)), ref first, ref more);
        }

        return more?.ToString() ?? first ?? "";
    }

    /// <summary>The text of the element the reader stands at; it then stands at its end.</summary>
    public static string Inner(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var text = "";
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                text = text.Length == 0 ? xml.Value : text + xml.Value;
        }

        return text;
    }

    /// <summary>Undoes <c>_x000D_</c>.</summary>
    internal static string Unescape(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
            {
                plain.Append((char)code);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static void Add(string part, ref string? first, ref StringBuilder? more)
    {
        if (first is null)
            first = part;
        else
            (more ??= new StringBuilder(first)).Append(part);
    }

    private static void SkipInside(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // nothing below is a text of the cell
        }
    }
}
