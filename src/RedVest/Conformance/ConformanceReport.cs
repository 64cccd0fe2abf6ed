using System.Globalization;
using System.Text;

namespace RedVest.Conformance;

/// <summary>A run as tables: on the terminal, and as the page <c>docs/conformance.md</c>.</summary>
internal static class ConformanceReport
{
    private static readonly string[] StepOrder = ["picture", "prefix", "base45", "zlib", "cbor", "decode", "json", "encode", "schema", "signature", "time", "usage"];

    private static readonly Agreement[] Columns = [Agreement.Agrees, Agreement.Disagrees, Agreement.NotReproducible, Agreement.NotJudged];

    public static string Page(ConformanceResult result)
    {
        var page = new StringBuilder("""
            # Conformance

            Made by `redvest conformance --data DIR --report docs/conformance.md`; do not edit. The sets are public and lie beside the checkout; none of
            their rows is part of this repository. Both implementations, C# and TypeScript, are held to the same run (`--json`, test `conformance`).

            - **agrees**: our step says what the file says. **refused**: it does not; there must be none.
            - **not reproducible**: a flag that the set's list names as one that nobody can reproduce; counted apart, whatever we say to it.
            - **not judged**: not a step of this program (pictures of codes are read in the office's browser).


            """);
        foreach (var set in result.Checks.GroupBy(c => c.Set))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {set.Key}\n\n| issuer | step | agrees | refused | not reproducible | not judged |\n|---|---|---|---|---|---|\n");
            foreach (var row in Rows(set))
                page.Append(CultureInfo.InvariantCulture, $"| {row.Issuer} | {row.Step} | {string.Join(" | ", row.Counts)} |\n");
            Reasons(page, set);
            page.Append('\n');
        }

        if (result.Absent.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"Absent and skipped: {string.Join(", ", result.Absent)}.\n");
        return page.ToString();
    }

    public static IEnumerable<string> Lines(ConformanceResult result) =>
        from set in result.Checks.GroupBy(c => c.Set)
        from row in Rows(set)
        select $"{set.Key,-24} {row.Issuer,-20} {row.Step,-10} {row.Counts[0],6} {row.Counts[1],6} {row.Counts[2],6} {row.Counts[3],6}";

    private static IEnumerable<(string Issuer, string Step, IReadOnlyList<int> Counts)> Rows(IEnumerable<Check> checks) =>
        from check in checks
        group check by (check.Issuer, check.Step) into row
        orderby row.Key.Issuer, Array.IndexOf(StepOrder, row.Key.Step)
        select (row.Key.Issuer, row.Key.Step, (IReadOnlyList<int>)[.. Columns.Select(column => row.Count(c => c.Agreement == column))]);

    /// <summary>Why a flag cannot be reproduced, in the words of our own step, most frequent first; and each disagreement by name.</summary>
    private static void Reasons(StringBuilder page, IEnumerable<Check> checks)
    {
        var apart = checks.Where(c => c.Agreement == Agreement.NotReproducible).GroupBy(c => (c.Step, c.Expected, c.Actual)).OrderByDescending(g => g.Count()).ToList();
        if (apart.Count > 0)
            page.Append("\nNot reproducible, and what our step finds:\n\n| step | the file says | we say (why) | files | for example |\n|---|---|---|---|---|\n");
        foreach (var reason in apart)
            page.Append(CultureInfo.InvariantCulture, $"| {reason.Key.Step} | {reason.Key.Expected} | {reason.Key.Actual} | {reason.Count()} | {reason.First().File} |\n");
        foreach (var check in checks.Where(c => c.Agreement == Agreement.Disagrees))
            page.Append(CultureInfo.InvariantCulture, $"\n- refused: {check.File}, {check.Step}: expected {check.Expected}, said {check.Actual}");
    }
}
