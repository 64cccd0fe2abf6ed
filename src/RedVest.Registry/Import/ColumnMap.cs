using RedVest.Kernel.Tables;
using RedVest.Registry.Identifiers;

namespace RedVest.Registry.Import;

/// <summary>Which column of a file is which column of the kind.</summary>
internal static class ColumnMap
{
    /// <summary>The line that names most columns of the kind, and the column of each heading known.</summary>
    /// <param name="remembered">Headings of the last file of this kind.</param>
    public static (int Line, Dictionary<string, int> Columns) Guess(IImportKind kind, IReadOnlyList<TableRow> head, IReadOnlyDictionary<string, string> remembered)
    {
        var guesses = head.Select(row => (row.Line, Columns: Guess(kind, row, remembered))).ToArray();
        return guesses.Length == 0 ? (1, []) : guesses.MaxBy(g => g.Columns.Count) is { Columns.Count: > 0 } best ? best : (head[0].Line, []);
    }

    /// <summary>The columns that the headings of one line name.</summary>
    public static Dictionary<string, int> Guess(IImportKind kind, TableRow header, IReadOnlyDictionary<string, string> remembered)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Cells.Count; i++)
        {
            var heading = FormOf(header[i].Text);
            if (heading.Length > 0 && KeyOf(kind, heading, remembered) is { } key)
                columns.TryAdd(key, i);
        }

        return columns;
    }

    /// <summary>As a heading is compared: narrow, upper case, without blanks, marks of compulsion and what stands in brackets at its end.</summary>
    public static string FormOf(string heading)
    {
        var form = Narrow.Form(heading.Replace("\uFEFF", "", StringComparison.Ordinal)).Trim('*', ':');
        var bracket = form.IndexOf('(', StringComparison.Ordinal);
        return bracket > 0 && form.EndsWith(')') ? form[..bracket] : form;
    }

    private static string? KeyOf(IImportKind kind, string heading, IReadOnlyDictionary<string, string> remembered) =>
        remembered.TryGetValue(heading, out var key) && kind.Columns.Any(c => c.Key == key)
            ? key
            : kind.Columns.FirstOrDefault(c => c.Headings.Any(h => FormOf(h) == heading))?.Key;
}
