namespace RedVest.Kernel.Tables;

/// <summary>What a cell of a file is.</summary>
public enum CellKind
{
    Text,

    /// <summary>A number as the program of the file understood it: leading zeros are gone.</summary>
    Number,

    /// <summary>A number of more than 15 digits: spreadsheets keep no more, the last ones are wrong.</summary>
    LongNumber,

    /// <summary>The stored result of a formula. Nothing is computed here.</summary>
    Formula,

    /// <summary>#N/A, #REF! and their like.</summary>
    Error,
}

/// <param name="Text">Never null; a day is written 2022-03-15.</param>
public readonly record struct TableCell(string Text, CellKind Kind)
{
    public static TableCell Empty { get; } = new("", CellKind.Text);

    public static TableCell Of(string text) => new(text, CellKind.Text);
}

/// <summary>A row of a file with something in it.</summary>
/// <param name="Line">As the person who opens the file sees it, from 1.</param>
/// <param name="Cells">Up to the last one that is there.</param>
public sealed record TableRow(int Line, IReadOnlyList<TableCell> Cells)
{
    public TableCell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : TableCell.Empty;
}
