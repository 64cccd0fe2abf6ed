using System.Globalization;

namespace RedVest.Drill.Verify;

/// <summary>A table for a terminal, in which Chinese characters take two cells.</summary>
internal static class TextTable
{
    /// <param name="rows">The first is the heading; the first column stands left, the others right.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => Width(r[column]))).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            output.WriteLine(string.Join("  ", rows[i].Select((cell, column) => Pad(cell, widths[column], right: column > 0))).TrimEnd());
            if (i == 0)
                output.WriteLine(new string('-', widths.Sum() + (2 * (widths.Length - 1))));
        }
    }

    public static int Width(string text) => text.EnumerateRunes().Sum(rune =>
        Rune(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0 : IsWide(rune.Value) ? 2 : 1);

    private static UnicodeCategory Rune(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune);

    private static bool IsWide(int c) => c is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD);

    private static string Pad(string text, int width, bool right)
    {
        var space = new string(' ', Math.Max(0, width - Width(text)));
        return right ? space + text : text + space;
    }
}
