using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Board;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Loops;

/// <summary>
/// Loops of all kinds at posts. Inside is counted from the rows, this moment; entered, ended and the difference come from the last count of both
/// sources. The board of loops opens what is behind each.
/// </summary>
internal sealed class LoopFigures : IFigureCounter
{
    private const string Prefix = "loops.";

    public IReadOnlyList<Figure> Figures { get; } =
    [
        .. new[] { "entered", "ended" }.Select(what => new Figure(Prefix + what, "records", "cumulative", 1, RollUp.Sum)),
        .. new[] { "inside", "untaken", "overdue", "escalated", "difference" }.Select(what => new Figure(Prefix + what, "records", "snapshot", 1, RollUp.Sum)),
    ];

    public async Task<double?> CountAsync(
        string key, RedVestDb db, OwnerBook book, IReadOnlyList<KnownCheckpoint> posts, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var places = posts.Select(p => p.Id).ToArray();
        var open = db.Set<Loop>().AsNoTracking().Where(l => l.Owner == book.Owner && l.EndedAt == null && places.Contains(l.Place));
        return key[Prefix.Length..] switch
        {
            "inside" => await open.CountAsync(cancellationToken),
            "untaken" => await open.CountAsync(l => l.TakenAt == null, cancellationToken),
            "overdue" => await open.CountAsync(l => l.DueAt < now, cancellationToken),
            "escalated" => await open.CountAsync(
                l => db.Set<LoopEscalation>().Any(e => e.Owner == l.Owner && e.Loop == l.Id && e.DueAt == l.DueAt), cancellationToken),
            var counted => await LastAsync(db, book.Owner, places, counted, cancellationToken),
        };
    }

    /// <summary>Null until both sources were counted for the first time.</summary>
    private static async Task<double?> LastAsync(RedVestDb db, int owner, Guid[] places, string what, CancellationToken cancellationToken)
    {
        var kept = db.Set<LoopBalance>().AsNoTracking().Where(b => b.Owner == owner);
        if (await kept.MaxAsync(b => (DateTimeOffset?)b.At, cancellationToken) is not { } last)
            return null;
        var rows = await kept.Where(b => b.At == last && places.Contains(b.Place)).ToListAsync(cancellationToken);
        return what switch
        {
            "entered" => rows.Sum(b => b.Entered),
            "ended" => rows.Sum(b => b.Ended),
            _ => rows.Sum(b => b.Difference),
        };
    }
}
