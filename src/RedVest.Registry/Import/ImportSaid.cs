using RedVest.Kernel;

namespace RedVest.Registry.Import;

/// <summary>An import as pages show it.</summary>
/// <param name="State">uploaded, checking, checked, running, done, cancelled, refused.</param>
/// <param name="Total">Rows of data; 0 until the first check is through.</param>
/// <param name="Refusal">A sentence; null when the file could be read.</param>
/// <param name="Notes">Sentences about the file.</param>
/// <param name="Faults">The first 200; empty in lists.</param>
/// <param name="HasRejects">Rows were left out, and the file is still there.</param>
public sealed record ImportRowSaid(
    Guid Id, string Kind, string FileName, long Bytes, string State, int Total, int Done, int New, int Same, int Changed, int Duplicate, int Wrong, string? Refusal,
    IReadOnlyList<string> Notes, IReadOnlyList<ImportFaultSaid> Faults, bool HasRejects, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
{
    internal static ImportRowSaid Of(ImportJob job, bool withFaults) => new(
        job.Id, job.Kind, job.FileName, job.Bytes, job.State, job.Total, job.Done, job.NewRows, job.SameRows, job.ChangedRows, job.DuplicateRows, job.WrongRows,
        job.Refusal is { } code ? Texts.Say("problem." + code) : null,
        [.. job.Notes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Note)],
        withFaults ? [.. job.ReadFaults().Select(f => new ImportFaultSaid(f.Line, f.Column, Say(f), f.Refuses))] : [],
        job.WrongRows + job.DuplicateRows > 0, job.CreatedBy, job.CreatedAt, job.StartedAt, job.EndedAt);

    internal static string Say(RowFault fault) => Texts.Say("import." + fault.Code, ("line", fault.Other));

    private static string Note(string note) => note.Split(':') is [var key, var value] ? Texts.Say("import.note." + key, ("value", value)) : Texts.Say("import.note." + note, ("value", note));
}

/// <param name="Column">The column's key; null: the row as a whole.</param>
/// <param name="Said">What is wrong, without the value.</param>
/// <param name="Refuses">False: the row is taken all the same.</param>
public sealed record ImportFaultSaid(int Line, string? Column, string Said, bool Refuses);

/// <summary>The last 100.</summary>
public sealed record ImportPage(IReadOnlyList<ImportRowSaid> Rows);

public sealed record ImportKindsSaid(IReadOnlyList<ImportKindSaid> Rows);

public sealed record ImportKindSaid(string Name, IReadOnlyList<ImportColumnSaid> Columns);

/// <param name="Heading">In the reader's language.</param>
public sealed record ImportColumnSaid(string Key, string Heading, bool Required);

/// <param name="Column">The key it is taken for; null: it is left alone.</param>
public sealed record ImportHeading(string Text, string? Column);

/// <param name="Samples">The first rows, as they stand.</param>
public sealed record ImportPreview(IReadOnlyList<string> Sheets, int Sheet, int HeaderLine, IReadOnlyList<ImportHeading> Headings, IReadOnlyList<IReadOnlyList<string>> Samples);

/// <param name="Columns">Key of the kind's column → number of the file's, from 0.</param>
public sealed record ImportCheck(int Sheet, int HeaderLine, IReadOnlyDictionary<string, int> Columns);
