using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;

namespace RedVest.Registry.Import;

/// <summary>What a clerk does with a file: bring it, say which column is which, look at what would happen, let it happen, take the rows that were left.</summary>
internal static class ImportDesk
{
    private const int MostRows = 100;
    private const int Samples = 5;
    private const int LongestName = 200;

    public static async Task<Ok<ImportPage>> ListAsync(RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        var jobs = await db.Set<ImportJob>().AsNoTracking().Where(i => i.Owner == me.Owner).OrderByDescending(i => i.Id).Take(MostRows).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ImportPage([.. jobs.Select(j => ImportRowSaid.Of(j, withFaults: false))]));
    }

    public static Ok<ImportKindsSaid> Kinds(IEnumerable<IImportKind> kinds) =>
        TypedResults.Ok(new ImportKindsSaid([.. kinds.Select(k => new ImportKindSaid(k.Name, [.. k.Columns.Select(c => new ImportColumnSaid(c.Key, HeadingOf(c), c.Required))]))]));

    public static async Task<Results<Ok<ImportRowSaid>, ProblemHttpResult>> ShowAsync(Guid id, RedVestDb db, Caller me, CancellationToken cancellationToken) =>
        await FindAsync(db, me, id, cancellationToken) is { } job ? TypedResults.Ok(ImportRowSaid.Of(job, withFaults: true)) : NotFound();

    /// <param name="kind">What the rows are.</param>
    /// <param name="request">The file as the body; its name, percent-encoded, in <c>X-File-Name</c>.</param>
    public static async Task<Results<Ok<ImportRowSaid>, ProblemHttpResult>> UploadAsync(
        string kind, HttpRequest request, RedVestDb db, KeyRing keys, Caller me, IEnumerable<IImportKind> kinds, CancellationToken cancellationToken)
    {
        if (!me.Scope.CoversOwner(me.Owner))
            return Problems.Refuse(StatusCodes.Status403Forbidden, "import-whole-owner");
        if (kinds.FirstOrDefault(k => k.Name == kind) is not { } known)
            return NotFound();
        var (id, clock) = (db.Store.Clock.NewId(), db.Store.Clock);
        if (await ImportContent.StoreAsync(db.Store, keys, me.Owner, id, request.Body, cancellationToken) is not { } stored)
            return Problems.Refuse(StatusCodes.Status413PayloadTooLarge, "import-too-large", ("megabytes", ImportContent.MostBytes >> 20));
        var job = new ImportJob
        {
            Owner = me.Owner,
            Id = id,
            Kind = kind,
            FileName = NameOf(request),
            Bytes = stored.Bytes,
            Parts = stored.Parts,
            State = ImportStates.Uploaded,
            CreatedBy = me.Id,
            CreatedAt = clock.Now(),
        };
        try
        {
            using var file = ImportFile.Open(await ImportContent.LoadAsync(db, keys, job, cancellationToken) ?? Stream.Null);
            await GuessAsync(db, me, job, known, file, cancellationToken);
        }
        catch (TableRefusedException refused)
        {
            (job.State, job.Refusal, job.EndedAt) = (ImportStates.Refused, refused.Code, clock.Now());
        }

        await db.WriteAsync(me.Owner, me.Did("import-uploaded", id, new { kind, bytes = stored.Bytes, refused = job.Refusal }), () => db.Add(job), cancellationToken);
        return job.Refusal is { } code ? Problems.Refuse(StatusCodes.Status400BadRequest, code) : TypedResults.Ok(ImportRowSaid.Of(job, withFaults: false));
    }

    /// <summary>The headings and first rows as the file has them, for whoever says which column is which.</summary>
    /// <param name="sheet">From 0; left out: the job's.</param>
    /// <param name="headerLine">Left out: the job's.</param>
    public static async Task<Results<Ok<ImportPreview>, ProblemHttpResult>> PreviewAsync(
        Guid id, RedVestDb db, KeyRing keys, Caller me, IEnumerable<IImportKind> kinds, CancellationToken cancellationToken, int? sheet = null, int? headerLine = null)
    {
        if (await FindAsync(db, me, id, cancellationToken) is not { } job || kinds.FirstOrDefault(k => k.Name == job.Kind) is not { } kind)
            return NotFound();
        if (await ImportContent.LoadAsync(db, keys, job, cancellationToken) is not { } content)
            return Problems.Refuse(StatusCodes.Status410Gone, "table-gone");
        try
        {
            using var file = ImportFile.Open(content);
            var at = Math.Clamp(sheet ?? job.Sheet, 0, file.Sheets.Count - 1);
            var head = file.Head(at);
            var remembered = await RememberedAsync(db, me, job.Kind, cancellationToken);
            var line = headerLine ?? (sheet is null || sheet == job.Sheet ? job.HeaderLine : ColumnMap.Guess(kind, head, remembered).Line);
            var header = head.FirstOrDefault(r => r.Line == line) ?? head[0];
            var columns = ColumnMap.Guess(kind, header, job.Mapping is null ? remembered : job.ReadMapping()).ToDictionary(c => c.Value, c => c.Key);
            return TypedResults.Ok(new ImportPreview(file.Sheets, at, header.Line,
                [.. header.Cells.Select((cell, i) => new ImportHeading(cell.Text, columns.GetValueOrDefault(i)))],
                [.. head.Where(r => r.Line > header.Line).Take(Samples).Select(r => header.Cells.Select((_, i) => r[i].Text).ToArray())]));
        }
        catch (TableRefusedException refused)
        {
            return Problems.Refuse(StatusCodes.Status400BadRequest, refused.Code);
        }
    }

    /// <summary>Says which column is which and begins the dry run.</summary>
    public static async Task<Results<Ok<ImportRowSaid>, ProblemHttpResult>> CheckAsync(
        Guid id, ImportCheck request, RedVestDb db, KeyRing keys, Caller me, IEnumerable<IImportKind> kinds, ImportRunner runner, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, me, id, cancellationToken) is not { } job || kinds.FirstOrDefault(k => k.Name == job.Kind) is not { } kind)
            return NotFound();
        if (job.State is not (ImportStates.Uploaded or ImportStates.Checked or ImportStates.Cancelled) || job.StartedAt is not null)
            return Problems.Refuse(StatusCodes.Status409Conflict, "import-state-wrong");
        if (kind.Columns.Any(c => c.Required && !request.Columns.ContainsKey(c.Key)))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "import-columns-missing");
        if (await ImportContent.LoadAsync(db, keys, job, cancellationToken) is not { } content)
            return Problems.Refuse(StatusCodes.Status410Gone, "table-gone");
        using var file = ImportFile.Open(content);
        if (request.Sheet < 0 || request.Sheet >= file.Sheets.Count || file.Header(request.Sheet, request.HeaderLine) is not { } header)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "table-header-missing");
        var mapping = request.Columns.Where(c => c.Value >= 0 && c.Value < header.Cells.Count).ToDictionary(c => ColumnMap.FormOf(header[c.Value].Text), c => c.Key);
        if (mapping.Count != request.Columns.Count || mapping.ContainsKey(""))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "import-columns-twice");
        await db.WriteAsync(me.Owner, me.Did("import-check-begun", id, new { kind = job.Kind }), () =>
        {
            (job.Sheet, job.HeaderLine, job.Mapping, job.State, job.EndedAt) = (request.Sheet, request.HeaderLine, JsonSerializer.Serialize(mapping), ImportStates.Checking, null);
            job.Restart();
            job.Total = 0;
        }, cancellationToken);
        runner.Wake();
        return TypedResults.Ok(ImportRowSaid.Of(job, withFaults: false));
    }

    /// <summary>Writes the rows that passed the dry run.</summary>
    public static async Task<Results<Ok<ImportRowSaid>, ProblemHttpResult>> RunAsync(Guid id, RedVestDb db, Caller me, ImportRunner runner, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, me, id, cancellationToken) is not { } job)
            return NotFound();
        if (job.State is ImportStates.Running or ImportStates.Done)
            return TypedResults.Ok(ImportRowSaid.Of(job, withFaults: false)); // a second tap starts nothing twice
        if (job.State != ImportStates.Checked)
            return Problems.Refuse(StatusCodes.Status409Conflict, "import-state-wrong");
        await db.WriteAsync(me.Owner, me.Did("import-started", id, new { kind = job.Kind, rows = job.Total }), write =>
        {
            (job.State, job.StartedAt) = (ImportStates.Running, write.At);
            job.Restart();
            return Task.FromResult(true);
        }, cancellationToken);
        runner.Wake();
        return TypedResults.Ok(ImportRowSaid.Of(job, withFaults: false));
    }

    /// <summary>Stops it after the slice at hand. What is written stays written, and is found as known by the next import of the same file.</summary>
    public static async Task<Results<Ok<ImportRowSaid>, ProblemHttpResult>> CancelAsync(Guid id, RedVestDb db, Caller me, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, me, id, cancellationToken) is not { } job)
            return NotFound();
        if (job.State is not (ImportStates.Uploaded or ImportStates.Checking or ImportStates.Checked or ImportStates.Running))
            return Problems.Refuse(StatusCodes.Status409Conflict, "import-state-wrong");
        await db.WriteAsync(me.Owner, me.Did("import-cancelled", id, new { kind = job.Kind, was = job.State }), async write =>
        {
            await db.Entry(job).ReloadAsync(cancellationToken); // how far it came, as of this transaction
            (job.State, job.EndedAt, job.HeldBy, job.HeldUntil) = (ImportStates.Cancelled, write.At, null, null);
            return true;
        }, cancellationToken);
        return TypedResults.Ok(ImportRowSaid.Of(job, withFaults: true));
    }

    /// <summary>The rows that were not taken, with all their columns and why: to be mended and brought again.</summary>
    public static async Task<Results<TableAnswer, ProblemHttpResult>> RejectsAsync(
        Guid id, RedVestDb db, KeyRing keys, Caller me, IEnumerable<IImportKind> kinds, CancellationToken cancellationToken, string format = "xlsx")
    {
        if (await FindAsync(db, me, id, cancellationToken) is not { Mapping: not null } job || kinds.FirstOrDefault(k => k.Name == job.Kind) is not { } kind)
            return NotFound();
        if (await ImportContent.LoadAsync(db, keys, job, cancellationToken) is not { } content)
            return Problems.Refuse(StatusCodes.Status410Gone, "table-gone");
        await db.WriteAsync(me.Owner, me.Did("import-rejects-taken", id, new { kind = job.Kind }), () => { }, cancellationToken);
        var file = ImportFile.Open(content);
        var header = file.Header(job.Sheet, job.HeaderLine)!; // the check has seen it
        var run = await kind.BeginAsync(new ImportGround(me.Owner, keys, db, DateOnly.FromDateTime(db.Store.Clock.GetUtcNow().UtcDateTime.AddDays(1))), cancellationToken);
        return new TableAnswer(
            "rejects-" + job.Kind, TableFormats.Read(format) ?? TableFormat.Xlsx, [.. header.Cells.Select(c => c.Text), Texts.Say("import.why")], ImportRejects.RowsAsync(file, job, kind, run, header), Watermark: null);
    }

    /// <summary>An empty file with the headings of a kind.</summary>
    public static Results<TableAnswer, ProblemHttpResult> Template(string kind, IEnumerable<IImportKind> kinds, string format = "xlsx") =>
        kinds.FirstOrDefault(k => k.Name == kind) is { } known
            ? new TableAnswer(kind, TableFormats.Read(format) ?? TableFormat.Xlsx, [.. known.Columns.Select(c => HeadingOf(c) + (c.Required ? "*" : ""))], AsyncEnumerable.Empty<IReadOnlyList<object?>>(), Watermark: null)
            : NotFound();

    /// <summary>The official heading in the reader's language: the first, in English the second.</summary>
    internal static string HeadingOf(ImportColumn column) => Texts.IsChinese ? column.Headings[0] : column.Headings[1];

    private static async Task GuessAsync(RedVestDb db, Caller me, ImportJob job, IImportKind kind, ImportFile file, CancellationToken cancellationToken)
    {
        var remembered = await RememberedAsync(db, me, job.Kind, cancellationToken);
        var guesses = Enumerable.Range(0, file.Sheets.Count).Select(sheet => (sheet, Guess: GuessOf(kind, file, sheet, remembered))).ToArray();
        var best = guesses.MaxBy(g => g.Guess?.Columns.Count ?? -1);
        if (best.Guess is not { } guess)
            throw new TableRefusedException("table-empty");
        (job.Sheet, job.HeaderLine) = (best.sheet, guess.Line);
        job.Notes = string.Join(' ', file.Notes);
    }

    private static (int Line, Dictionary<string, int> Columns)? GuessOf(IImportKind kind, ImportFile file, int sheet, IReadOnlyDictionary<string, string> remembered)
    {
        try
        {
            return ColumnMap.Guess(kind, file.Head(sheet), remembered);
        }
        catch (TableRefusedException refused) when (refused.Code == "table-empty")
        {
            return null; // a workbook has empty sheets beside the one that matters
        }
    }

    /// <summary>The headings of the last file of this kind whose columns somebody said.</summary>
    private static async Task<Dictionary<string, string>> RememberedAsync(RedVestDb db, Caller me, string kind, CancellationToken cancellationToken) =>
        (await db.Set<ImportJob>().AsNoTracking().Where(i => i.Owner == me.Owner && i.Kind == kind && i.Mapping != null).OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancellationToken))?.ReadMapping() ?? [];

    private static Task<ImportJob?> FindAsync(RedVestDb db, Caller me, Guid id, CancellationToken cancellationToken) =>
        me.Scope.CoversOwner(me.Owner) ? db.Set<ImportJob>().SingleOrDefaultAsync(i => i.Owner == me.Owner && i.Id == id, cancellationToken) : Task.FromResult<ImportJob?>(null);

    private static string NameOf(HttpRequest request)
    {
        var name = Path.GetFileName(Uri.UnescapeDataString(request.Headers["X-File-Name"].ToString())).Trim();
        return name.Length == 0 || Faults.IsBroken(name) ? "—" : string.Concat(name.EnumerateRunes().Take(LongestName).Select(r => r.ToString()));
    }

    private static ProblemHttpResult NotFound() => Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
}
