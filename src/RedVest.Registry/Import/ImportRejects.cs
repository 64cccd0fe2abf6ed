using RedVest.Kernel.Tables;

namespace RedVest.Registry.Import;

/// <summary>The rows an import did not take. They are found by reading the file again, so that nobody keeps a second copy of them.</summary>
internal static class ImportRejects
{
    public static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(ImportFile file, ImportJob job, IImportKind kind, IImportRun run, TableRow header)
    {
        using (file)
        {
            var columns = ImportSteps.ColumnsOf(header, job.ReadMapping());
            var lines = new Dictionary<Guid, int>();
            foreach (var row in file.Data(job.Sheet, job.HeaderLine))
            {
                var reader = new RowReader(row, columns);
                var taken = run.Read(reader);
                var faults = reader.Faults.Where(f => f.Refuses).ToList();
                if (taken is not null && !reader.IsRefused && !lines.TryAdd(taken.Key, taken.Line))
                    faults.Add(new RowFault(row.Line, null, ImportPass.Duplicate, Refuses: true, lines[taken.Key]));
                if (faults.Count > 0)
                    yield return [.. header.Cells.Select((_, i) => row[i].Text), Why(kind, faults)];
                if (row.Line % 500 == 0)
                    await Task.Yield(); // others read from this node too
            }
        }
    }

    private static string Why(IImportKind kind, IEnumerable<RowFault> faults) => string.Join("; ", faults.Select(f =>
        f.Column is { } key && kind.Columns.FirstOrDefault(c => c.Key == key) is { } column ? $"{ImportDesk.HeadingOf(column)}: {ImportRowSaid.Say(f)}" : ImportRowSaid.Say(f)));
}
