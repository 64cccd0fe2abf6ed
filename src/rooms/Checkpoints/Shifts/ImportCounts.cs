using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;

namespace RedVest.Checkpoints.Shifts;

/// <summary>Takes a file of counts made by somebody else than the lanes. All of it or nothing: a row with a fault keeps the whole file out.</summary>
public static class ImportCounts
{
    private const int LongestFile = 4 * 1024 * 1024;

    /// <param name="Id">Of this import, made by the app: repeated, it is taken once.</param>
    /// <param name="Source">barrier or camera.</param>
    /// <param name="File">The file: Excel or CSV with time, lane, count.</param>
    /// <param name="Day">For a file whose times have no day.</param>
    /// <param name="DryRun">Look only.</param>
    public sealed record Request(Guid Id, [Required] string Source, [Required] byte[] File, DateOnly? Day = null, bool DryRun = false);

    /// <param name="Taken">Rows that went in, or would.</param>
    /// <param name="Already">Rows that are there with the same count.</param>
    /// <param name="Faults">With one of these, nothing went in.</param>
    /// <param name="Shifts">What the file comes to.</param>
    public sealed record Answer(Guid Id, bool DryRun, int Taken, int Already, IReadOnlyList<Fault> Faults, IReadOnlyList<Sum> Shifts);

    /// <param name="Line">As the person who opens the file sees it.</param>
    /// <param name="Code">time-wrong, lane-unknown, count-wrong, twice, counted-differently, columns-missing, too-many-rows.</param>
    public sealed record Fault(int Line, string Code, string? Said);

    public sealed record Sum(DateOnly Day, int Shift, Guid Lane, int Count);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (!CountSources.Imported.Contains(request.Source))
            return Problems.Refuse(StatusCodes.Status400BadRequest, "count-source-wrong");
        if (request.File.Length > LongestFile)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "table-too-large");
        List<CountFile.Row> rows;
        List<CountFile.Fault> faults;
        try
        {
            using var content = new MemoryStream(request.File);
            (rows, faults) = CountFile.Read(content, book, post, request.Day);
        }
        catch (TableRefusedException refused)
        {
            return Problems.Refuse(StatusCodes.Status400BadRequest, refused.Code);
        }

        return TypedResults.Ok(await TakeAsync(db, book, post, me, clock, request.Id, request.Source, rows, faults, request.DryRun, cancellationToken));
    }

    /// <summary>Puts rows in that are not there; a row that says otherwise than one that is there is a fault.</summary>
    internal static async Task<Answer> TakeAsync(
        RedVestDb db, OwnerBook book, KnownCheckpoint post, Caller me, TimeProvider clock, Guid import, string source,
        IReadOnlyList<CountFile.Row> rows, List<CountFile.Fault> faults, bool dryRun, CancellationToken cancellationToken)
    {
        var (from, until) = rows.Count == 0 ? default : (rows.Min(r => r.At), rows.Max(r => r.At));
        var there = await db.Set<IndependentCount>().AsNoTracking()
            .Where(c => c.Owner == me.Owner && c.Checkpoint == post.Id && c.Source == source && c.WithdrawnAt == null && c.At >= from && c.At <= until)
            .ToDictionaryAsync(c => (c.Lane, c.At), c => c.Count, cancellationToken);
        var fresh = rows.Where(r => !there.ContainsKey((r.Lane, r.At))).ToList();
        faults.AddRange(rows.Where(r => there.TryGetValue((r.Lane, r.At), out var count) && count != r.Count)
            .Select(r => new CountFile.Fault(r.Line, "counted-differently", there[(r.Lane, r.At)].ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (faults.Count == 0 && !dryRun && fresh.Count > 0)
        {
            var now = clock.Now();
            await db.WriteAsync(
                me.Owner, me.Did("counts-imported", import, new { checkpoint = post.Id, source, rows = fresh.Count, vehicles = fresh.Sum(r => r.Count) }),
                () => db.AddRange(fresh.Select(r => new IndependentCount(me.Owner, clock.NewId(), post.Id, r.Lane, r.At, source, r.Count, import, now, null, null))),
                cancellationToken);
        }

        return new Answer(
            import, dryRun, faults.Count == 0 ? fresh.Count : 0, rows.Count - fresh.Count, [.. faults.OrderBy(f => f.Line).Select(f => new Fault(f.Line, f.Code, f.Said))],
            [.. rows.GroupBy(r => (Shift: book.ShiftAt(post, r.At), r.Lane)).OrderBy(g => g.Key.Shift.From).Select(g => new Sum(g.Key.Shift.Day, g.Key.Shift.Number, g.Key.Lane, g.Sum(r => r.Count)))]);
    }
}
