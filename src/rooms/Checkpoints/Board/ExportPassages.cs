using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Tables;

namespace RedVest.Checkpoints.Board;

/// <summary>
/// The list of passages as a file, exactly as it was narrowed, persons masked. Who takes it home says what for; the audit keeps it, and the
/// file's last row says so to everybody who gets hold of it.
/// </summary>
public static class ExportPassages
{
    /// <summary>A day at the largest post is a tenth of this.</summary>
    private const int MostRows = 50_000;
    private const int AtOnce = PageMark.MostRows;

    /// <param name="Format">xlsx or csv.</param>
    /// <param name="Purpose">4 to 200 characters.</param>
    public sealed record Request(string Format, string Purpose);

    internal static async Task<Results<TableAnswer, ProblemHttpResult>> HandleAsync(
        Guid id, [AsParameters] ListPassages.Filter filter, Request request, RedVestDb db, Store store, OwnerBooks books, Caller me, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (TableFormats.Read(request.Format) is not { } format)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "format-wrong");
        if (Purposes.Refuse(request.Purpose) is { } refusal)
            return refusal;
        var purpose = request.Purpose.Trim();
        var (passages, problem) = ListPassages.Choose(id, filter, db, book, me, clock);
        if (passages is null)
            return problem!;
        var count = await passages.CountAsync(cancellationToken);
        if (count > MostRows)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "too-many-rows", ("count", count), ("most", MostRows));
        var now = clock.Now();
        var day = filter.Day ?? book.DayOf(now);
        await db.WriteAsync(me.Owner, me.Did("passages-exported", id, new { day, format = request.Format, purpose, rows = count, filter = Narrowed(filter) }), () => { }, cancellationToken);
        var who = await db.Set<User>().AsNoTracking().Where(u => u.Owner == Owners.Installation && u.Id == me.Id).Select(u => u.Name).SingleOrDefaultAsync(cancellationToken);
        var local = now.ToOffset(TimeSpan.FromMinutes(book.State.UtcOffsetMinutes));
        var watermark = Texts.Say("export.passages-watermark", ("rows", count), ("who", who ?? me.Kind), ("when", local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)), ("purpose", purpose));
        return new TableAnswer(
            FormattableString.Invariant($"passages-{day:yyyy-MM-dd}"), format, [.. Columns.Select(c => Say("export." + c))],
            RowsAsync(id, filter, store, book, me, clock, day, cancellationToken), watermark);
    }

    private static readonly string[] Columns =
        ["started", "lane", "direction", "category", "plate", "persons", "names", "verdict", "state", "verdict-at", "left-at", "seconds", "must-look", "emergency", "corrected", "estimated", "restricted", "id"];

    /// <summary>Page after page, from a connection of its own: the request's may be gone before the last row is written.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        Guid id, ListPassages.Filter filter, Store store, OwnerBook book, Caller me, TimeProvider clock, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = store.OpenDb();
        var (passages, _) = ListPassages.Choose(id, filter with { Day = day }, db, book, me, clock);
        PageMark? mark = PageMark.Start;
        while (mark is { } at)
        {
            var page = await PassageRows.PageAsync(db, book, passages!, at, AtOnce, cancellationToken);
            foreach (var row in page.Rows)
                yield return Cells(row, book);
            if (page.Next is null)
                yield break;
            mark = PageMark.Read(page.Next);
        }
    }

    private static object?[] Cells(PassageRow row, OwnerBook book) =>
    [
        Local(row.StartedAt, book), row.LaneNumber, Word("direction", row.Direction), Word("category", row.Category),
        row.Plate ?? (row.PlateUnreadable ? Say("export.plate-unreadable") : null), row.Persons, string.Join(' ', row.Names),
        row.Verdict is null ? null : Word("verdict", row.Verdict), Word("state", row.State), Local(row.VerdictAt, book), Local(row.LeftAt, book), row.ServiceSeconds,
        Yes(row.MustLook), Yes(row.Emergency), Yes(row.Corrected), Yes(row.Estimated), Yes(row.ReleasedWhileRestricted), row.Id.ToString(),
    ];

    private static string? Local(DateTimeOffset? at, OwnerBook book) =>
        at?.ToOffset(TimeSpan.FromMinutes(book.State.UtcOffsetMinutes)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string? Yes(bool truth) => truth ? Say("export.yes") : null;

    /// <summary>A code of an open set in words; one that nobody named yet stays as it is.</summary>
    private static string Word(string set, string code) => Say($"export.{set}.{code}") is var said && said != $"export.{set}.{code}" ? said : code;

    private static string Say(string key) => Texts.Say(key);

    private static Dictionary<string, string> Narrowed(ListPassages.Filter filter) => new (string Name, object? Value)[]
    {
        ("lane", filter.Lane), ("shift", filter.Shift), ("hour", filter.Hour), ("verdict", filter.Verdict), ("category", filter.Category), ("state", filter.State),
        ("figure", filter.Figure), ("failed", filter.Failed), ("flag", filter.Flag), ("mark", filter.Mark), ("officer", filter.Officer), ("device", filter.Device), ("from", filter.From), ("until", filter.Until),
    }.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => Convert.ToString(f.Value, CultureInfo.InvariantCulture)!);
}
