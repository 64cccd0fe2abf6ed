using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Passages;

/// <summary>A passage as lists show it.</summary>
/// <param name="Names">Masked, of those who said theirs.</param>
/// <param name="StartedAt">When the check began; without one, the first that is known of the passage.</param>
/// <param name="ServiceSeconds">From the start of the check to the verdict; null without both.</param>
/// <param name="State">at-barrier, in-check, decided, left, dropped (left without a verdict).</param>
/// <param name="Unusual">A plate or a document breaks its standard.</param>
/// <param name="Failed">Items of the gate that somebody failed.</param>
/// <param name="Flags">visitor, returnee, disinfected, plate-shared, person-elsewhere.</param>
public record PassageRow(
    Guid Id,
    Guid LaneId,
    int LaneNumber,
    string Direction,
    string Category,
    string? Plate,
    bool PlateUnreadable,
    int Persons,
    IReadOnlyList<string> Names,
    DateTimeOffset StartedAt,
    DateTimeOffset? VerdictAt,
    DateTimeOffset? LeftAt,
    string? Verdict,
    bool MustLook,
    bool Emergency,
    double? ServiceSeconds,
    string State,
    bool Corrected,
    bool Estimated,
    bool ReleasedWhileRestricted,
    bool Unusual,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> Flags)
{
    internal static PassageRow Of(Passage p, OwnerBook book, IEnumerable<string?> names)
    {
        var lane = book.Lane(p.Lane);
        return new PassageRow(
            p.Id, p.Lane, lane?.Number ?? 0, p.Direction.Length > 0 ? p.Direction : lane?.Direction ?? "", p.Category, p.Plate, p.PlateUnreadable, p.Persons,
            [.. names.Where(n => !string.IsNullOrWhiteSpace(n)).Select(n => Masking.Name(n!))],
            PassageRows.StartOf(p), p.VerdictAt, p.LeftAt, p.Verdict, p.MustLook, p.Emergency,
            p.ServiceMs is { } milliseconds ? Math.Round(milliseconds / 1000.0, 1) : null,
            p.State, p.Corrected, p.Estimated, p.ReleasedWhileRestricted, p.Unusual,
            Words.Of(p.Failed), [.. Words.Of(p.Flags).Union(Words.Of(p.Doubts))]);
    }
}

/// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
public sealed record PassagePage(IReadOnlyList<PassageRow> Rows, string? Next);

/// <summary>Which passages a caller sees, and how a list of them is paged.</summary>
internal static class PassageRows
{
    public const int UsualRows = 50;

    private static readonly Expression<Func<Passage, DateTimeOffset?>> Start = p => p.StartedAt ?? p.ArrivedAt ?? p.VerdictAt ?? p.LeftAt;
    private static readonly Func<Passage, DateTimeOffset?> CompiledStart = Start.Compile();

    public static DateTimeOffset StartOf(Passage passage) => CompiledStart(passage) ?? DateTimeOffset.UnixEpoch; // every passage has an event

    /// <summary>The passages in the caller's scope; all others do not exist for the caller.</summary>
    public static IQueryable<Passage> SeenBy(RedVestDb db, OwnerBook book, Caller me)
    {
        var seen = book.SeenBy(me).Select(c => c.Id).ToArray();
        return db.Set<Passage>().AsNoTracking().Where(p => p.Owner == me.Owner && seen.Contains(p.Checkpoint));
    }

    /// <summary>One passage in the caller's scope; null: there is none.</summary>
    public static Task<Passage?> FindAsync(RedVestDb db, OwnerBook book, Caller me, Guid id, CancellationToken cancellationToken) =>
        SeenBy(db, book, me).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);

    public static IOrderedQueryable<Passage> NewestFirst(this IQueryable<Passage> passages) => passages.OrderByDescending(Start).ThenByDescending(p => p.Id);

    /// <summary>One page, newest first.</summary>
    public static async Task<PassagePage> PageAsync(
        RedVestDb db, OwnerBook book, IQueryable<Passage> passages, PageMark mark, int limit, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, PageMark.MostRows);
        var found = await passages.Where(NotAfter(mark.At)).NewestFirst().Skip(mark.Shown).Take(limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? mark.After([.. page.Select(StartOf)]).ToString() : null;
        return new PassagePage(await OfAsync(db, book, page, cancellationToken), next);
    }

    /// <summary>The rows of passages; the names of all in one query.</summary>
    public static async Task<IReadOnlyList<PassageRow>> OfAsync(RedVestDb db, OwnerBook book, IReadOnlyList<Passage> passages, CancellationToken cancellationToken)
    {
        var ids = passages.Select(p => p.Id).ToArray();
        var names = (await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == book.Owner && ids.Contains(o.Passage))
            .OrderBy(o => o.N).Select(o => new { o.Passage, o.Name }).ToListAsync(cancellationToken)).ToLookup(o => o.Passage, o => o.Name);
        return [.. passages.Select(p => PassageRow.Of(p, book, names[p.Id]))];
    }

    private static Expression<Func<Passage, bool>> NotAfter(DateTimeOffset at)
    {
        Expression<Func<DateTimeOffset?>> parameter = () => at; // a captured variable becomes a parameter of the query
        return Expression.Lambda<Func<Passage, bool>>(Expression.LessThanOrEqual(Start.Body, parameter.Body), Start.Parameters);
    }
}
