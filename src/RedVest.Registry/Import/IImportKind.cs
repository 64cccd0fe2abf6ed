using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;

namespace RedVest.Registry.Import;

/// <summary>A kind of list that can be brought in from a file. A room registers its own beside those of the registry.</summary>
public interface IImportKind
{
    /// <summary>Kebab case, as in addresses and rows: <c>residents</c>, <c>vehicles</c>, …</summary>
    string Name { get; }

    IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>Begins one pass over a file; reads once what all of its rows need.</summary>
    Task<IImportRun> BeginAsync(ImportGround ground, CancellationToken cancellationToken);
}

/// <summary>One pass over the rows of a file. Reading a row touches no database; comparing and writing are set-based, a slice at a time.</summary>
public interface IImportRun
{
    /// <summary>Reads one row; null when <paramref name="row"/> was told a fault that refuses it.</summary>
    ImportRow? Read(RowReader row);

    /// <summary>Finds out what each row would do, and says so in <see cref="ImportRow.State"/>.</summary>
    ValueTask CompareAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken);

    /// <summary>Writes rows that were compared in the same transaction.</summary>
    ValueTask WriteAsync(WriteTransaction transaction, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken);
}

/// <param name="Key">As in the texts of pages: <c>name</c>, <c>document</c>, …</param>
/// <param name="Headings">What people call it, most official first; that one stands in the template.</param>
public sealed record ImportColumn(string Key, bool Required, params string[] Headings);

/// <summary>What an import stands on.</summary>
public sealed record ImportGround(int Owner, KeyRing Keys, RedVestDb Db, DateOnly Today);

/// <summary>A row that can be taken.</summary>
/// <param name="Line">In the file.</param>
/// <param name="Key">Two rows of one file with the same key are one thing said twice.</param>
public abstract record ImportRow(int Line, Guid Key)
{
    public ImportState State { get; set; }
}

/// <summary>What taking a row does.</summary>
public enum ImportState
{
    New,

    /// <summary>Known, and nothing differs.</summary>
    Same,

    Changed,
}

/// <summary>What is wrong with a row, or worth knowing.</summary>
/// <param name="Column">The column's key; null: the row as a whole.</param>
/// <param name="Code">Text <c>import.&lt;code&gt;</c>.</param>
/// <param name="Refuses">The row is not taken.</param>
/// <param name="Other">The line it is about, for a duplicate.</param>
public sealed record RowFault(int Line, string? Column, string Code, bool Refuses, int? Other = null);

/// <summary>A row with its columns by key. Faults are collected: a person mends a row once, not once a fault.</summary>
public sealed class RowReader(TableRow row, IReadOnlyDictionary<string, int> columns)
{
    private readonly List<RowFault> _faults = [];

    public int Line => row.Line;

    public IReadOnlyList<RowFault> Faults => _faults;

    public bool IsRefused => _faults.Exists(f => f.Refuses);

    public void Refuse(string? column, string code) => _faults.Add(new(row.Line, column, code, Refuses: true));

    /// <summary>The text of a column, trimmed; null when nothing stands there.</summary>
    /// <param name="key">Of the column.</param>
    /// <param name="longest">In code points.</param>
    public string? Text(string key, int longest = 200)
    {
        if (!columns.TryGetValue(key, out var at))
            return null;
        var cell = row[at];
        var text = cell.Text.Trim();
        if (text.Length == 0)
            return null;
        if (cell.Kind == CellKind.Error)
            return Wrong(key, "cell-error");
        if (cell.Kind == CellKind.Formula)
            _faults.Add(new(row.Line, key, "formula", Refuses: false));
        if (Faulty(text))
            return Wrong(key, "character");
        return text.EnumerateRunes().Count() > longest ? Wrong(key, "too-long") : text;
    }

    /// <summary>A number that is a name: a spreadsheet that took it for a number has changed it when it is long.</summary>
    public string? Number(string key, int longest = 40)
    {
        if (columns.TryGetValue(key, out var at) && row[at].Kind == CellKind.LongNumber)
            return Wrong(key, "number-lost-digits");
        return Text(key, longest);
    }

    /// <summary>As <see cref="Text"/>; a fault when nothing stands there.</summary>
    public string? Need(string key, string? said)
    {
        if (said is null && !_faults.Exists(f => f.Column == key && f.Refuses))
            Refuse(key, "missing");
        return said;
    }

    private string? Wrong(string key, string code)
    {
        Refuse(key, code);
        return null;
    }

    private static bool Faulty(string text) => Registry.Faults.IsBroken(text) || text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
