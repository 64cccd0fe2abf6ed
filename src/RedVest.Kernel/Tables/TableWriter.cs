namespace RedVest.Kernel.Tables;

/// <summary>
/// Writes rows as a file, row by row: memory does not grow with them. A cell is a text, a number (<see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>) or null; everything else is written as its invariant text.
/// </summary>
public static class TableWriter
{
    /// <param name="to">Written to only asynchronously, and left open.</param>
    /// <param name="format">Excel or CSV.</param>
    /// <param name="headings">The first row.</param>
    /// <param name="rows">As many cells as headings.</param>
    /// <param name="watermark">The last row, one cell: who took this file, when, what for. Null for none.</param>
    /// <param name="cancellationToken">Ends the writing; the file is then broken.</param>
    public static Task WriteAsync(
        Stream to, TableFormat format, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows, string? watermark, CancellationToken cancellationToken) =>
        format switch
        {
            TableFormat.Xlsx => XlsxWriter.WriteAsync(to, headings, rows, watermark, cancellationToken),
            TableFormat.Csv => CsvWriter.WriteAsync(to, headings, rows, watermark, cancellationToken),
        };
}
