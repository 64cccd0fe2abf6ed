using System.Diagnostics;
using System.Text.Json;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;

namespace RedVest.Registry.Import;

/// <summary>Somebody else stopped the import, or works on it now: the slice is not written.</summary>
internal sealed class ImportLostException : Exception;

/// <summary>
/// Takes one import through its present pass. How far it came stands in the same transaction as the rows of a slice, and is only moved on from where it was:
/// after a crash, or when two nodes hold the same import, each row is written once.
/// </summary>
internal sealed class ImportSteps(Store store, KeyRing keys, Guid node)
{
    internal const int MostFaults = 200;

    private static readonly TimeSpan Held = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SliceAim = TimeSpan.FromMilliseconds(12); // the lane waits at most for one slice: 20 ms
    private const int MostAgain = 5;

    private const string Step = """
        update registry_import set done = done + $4, new_rows = new_rows + $5, same_rows = same_rows + $6, changed_rows = changed_rows + $7,
               duplicate_rows = duplicate_rows + $8, wrong_rows = wrong_rows + $9, faults = $10, held_until = $11
        where owner = $1 and id = $2 and held_by = $3 and state = $12 and done = $13
        """;

    public async Task RunAsync(RedVestDb db, ImportJob job, IImportKind kind, CancellationToken stopping)
    {
        using var file = ImportFile.Open(await ImportContent.LoadAsync(db, keys, job, stopping) ?? throw new TableRefusedException("table-gone"));
        var header = file.Header(job.Sheet, job.HeaderLine) ?? throw new TableRefusedException("table-header-missing");
        var columns = ColumnsOf(header, job.ReadMapping());
        var ground = new ImportGround(job.Owner, keys, db, DateOnly.FromDateTime(store.Clock.GetUtcNow().UtcDateTime.AddDays(1)));
        var run = await kind.BeginAsync(ground, stopping);
        var pass = new ImportPass(file, job, run, columns);
        var faults = job.ReadFaults();
        await foreach (var slice in pass.SlicesAsync(job.Done, stopping))
        {
            faults.AddRange(slice.Faults.Take(MostFaults - faults.Count));
            var since = Stopwatch.GetTimestamp();
            await StepAsync(job, run, slice, faults, stopping);
            pass.SliceRows = Math.Clamp((int)(pass.SliceRows * Math.Clamp(SliceAim / Stopwatch.GetElapsedTime(since), 0.5, 1.25)), 20, 2000);
        }

        if (file.Merged.Count > 0)
            job.Notes = string.Join(' ', job.Notes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("merged:" + file.Merged[0]).Distinct());
    }

    internal static Dictionary<string, int> ColumnsOf(TableRow header, IReadOnlyDictionary<string, string> mapping)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Cells.Count; i++)
        {
            if (mapping.TryGetValue(ColumnMap.FormOf(header[i].Text), out var key))
                columns.TryAdd(key, i);
        }

        return columns;
    }

    private async Task StepAsync(ImportJob job, IImportRun run, ImportSlice slice, List<RowFault> faults, CancellationToken stopping)
    {
        for (var again = 1; ; again++)
        {
            try
            {
                await WriteAsync(job, run, slice, faults, stopping);
                return;
            }
            catch (Exception lost) when (Races.WasLost(lost) && again < MostAgain)
            {
                // A lane met one of these people meanwhile: they are known now. Read again.
            }
        }
    }

    private async Task WriteAsync(ImportJob job, IImportRun run, ImportSlice slice, List<RowFault> faults, CancellationToken stopping)
    {
        await using var write = await store.BeginAsync(job.Owner, WriteLane.Import, stopping);
        await run.CompareAsync(write, slice.Rows, stopping);
        if (job.State == ImportStates.Running)
            await run.WriteAsync(write, slice.Rows, stopping);
        var counts = slice.Rows.CountBy(r => r.State).ToDictionary();
        var (added, same, changed) = (counts.GetValueOrDefault(ImportState.New), counts.GetValueOrDefault(ImportState.Same), counts.GetValueOrDefault(ImportState.Changed));
        write.Touches("registry_import");
        if (job.State == ImportStates.Running)
        {
            write.Did(new AuditEntry(job.CreatedBy is null ? "system" : "user", job.CreatedBy, "import-slice-written", job.Id, JsonSerializer.Serialize(
                new { from = job.Done + 1, to = job.Done + slice.Read, added, changed }, JsonSerializerOptions.Web)));
        }

        var moved = await ImportSql.ExecuteAsync(write, Step, stopping,
            job.Owner, job.Id, node, slice.Read, added, same, changed, slice.Duplicates, slice.Wrong, JsonSerializer.Serialize(faults),
            write.At + Held, job.State, job.Done);
        if (moved != 1)
            throw new ImportLostException();
        await write.CommitAsync(stopping);
        job.Done += slice.Read;
    }
}
