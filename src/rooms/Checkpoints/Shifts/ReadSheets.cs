using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Queue;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>Reads the sheets of a shift: what its lanes' records say, and what others counted.</summary>
internal static class ReadSheets
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    public static async Task<List<LaneSheet>> RunAsync(RedVestDb db, OwnerBook book, KnownCheckpoint post, ShiftWindow shift, CancellationToken cancellationToken)
    {
        var presses = await PressesAsync(db, book.Owner, post.Id, shift, cancellationToken);
        return LaneSheet.Of(
            shift,
            post.Lanes,
            (await PassagesAsync(db, book, post.Id, shift, cancellationToken)).ToLookup(p => p.Lane),
            (await CountsAsync(db, book.Owner, post.Id, shift, presses, cancellationToken)).ToLookup(c => c.Lane, c => c.Counted),
            await EndedAfterAsync(db, book, post.Id, shift, cancellationToken),
            presses.Where(p => p.Kind == TallyMark.Arrived).ToLookup(p => p.Lane, p => p.At),
            await WaitingAsync(db, book.Owner, post.Id, shift, cancellationToken));
    }

    /// <summary>A passage belongs to the shift of its verdict; without one, to the shift in which the check began.</summary>
    private static async Task<List<Reckoned>> PassagesAsync(RedVestDb db, OwnerBook book, Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken)
    {
        var rows = await OfDays(db, book, checkpoint, shift)
            .Where(p => p.VerdictAt >= shift.From && p.VerdictAt < shift.Until || p.VerdictAt == null && p.StartedAt >= shift.From && p.StartedAt < shift.Until)
            .Select(p => new { p.Id, p.Lane, p.HasVehicle, p.StartedAt, p.VerdictAt, p.LeftAt, p.Estimated, p.Verdict })
            .ToListAsync(cancellationToken);
        var withCustody = rows.Where(r => r.Verdict is not (null or Verdicts.Release or Verdicts.SampleAndGo or Verdicts.EmergencyRelease)).Select(r => r.Id).ToArray();
        var loops = (await db.Set<Loop>().AsNoTracking()
            .Where(l => l.Owner == book.Owner && l.Kind == CustodyKinds.Person && l.Subject != null && withCustody.Contains(l.Subject.Value))
            .ToListAsync(cancellationToken)).ToLookup(l => l.Subject!.Value);
        return [.. rows.Select(r => new Reckoned(
            r.Lane, r.HasVehicle, r.StartedAt, r.VerdictAt ?? r.StartedAt!.Value, r.Estimated, // one of the two lies in the shift
            Disposition.Of(r.Verdict, r.LeftAt is not null, loops[r.Id].Select(Disposition.InCustody.Of))))];
    }

    private static async Task<Dictionary<Guid, int>> EndedAfterAsync(RedVestDb db, OwnerBook book, Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken) =>
        await OfDays(db, book, checkpoint, shift).Where(p => p.HasVehicle && p.StartedAt >= shift.From && p.StartedAt < shift.Until && p.VerdictAt >= shift.Until)
            .GroupBy(p => p.Lane).Select(g => new { Lane = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Lane, g => g.Count, cancellationToken);

    /// <summary>The report days a shift touches: the index begins with them.</summary>
    private static IQueryable<Passage> OfDays(RedVestDb db, OwnerBook book, Guid checkpoint, ShiftWindow shift)
    {
        DateOnly[] days = [.. new[] { book.DayOf(shift.From), book.DayOf(shift.Until) }.Distinct()];
        return db.Set<Passage>().AsNoTracking().Where(p => p.Owner == book.Owner && p.Checkpoint == checkpoint && days.Contains(p.ReportDate));
    }

    private static Task<List<TallyMark>> PressesAsync(RedVestDb db, int owner, Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken) =>
        db.Set<TallyMark>().AsNoTracking()
            .Where(t => t.Owner == owner && t.Checkpoint == checkpoint && t.At >= shift.From && t.At < shift.Until && t.UndoneBy == null)
            .ToListAsync(cancellationToken);

    /// <summary>By lane, the machines first: what no person of the post pressed.</summary>
    private static async Task<List<(Guid Lane, Counted Counted)>> CountsAsync(
        RedVestDb db, int owner, Guid checkpoint, ShiftWindow shift, List<TallyMark> presses, CancellationToken cancellationToken)
    {
        var imported = await db.Set<IndependentCount>().AsNoTracking()
            .Where(c => c.Owner == owner && c.Checkpoint == checkpoint && c.At >= shift.From && c.At < shift.Until && c.WithdrawnAt == null)
            .GroupBy(c => new { c.Lane, c.Source }).Select(g => new { g.Key.Lane, g.Key.Source, Count = g.Sum(c => c.Count) }).ToListAsync(cancellationToken);
        return
        [
            .. imported.OrderBy(c => c.Source, StringComparer.Ordinal).Select(c => (c.Lane, new Counted(c.Source, c.Count))),
            .. presses.GroupBy(p => p.Lane).Select(g => (g.Key, new Counted(CountSources.Tally, g.Count(p => p.Kind == TallyMark.Arrived) - g.Count(p => p.Kind == TallyMark.GaveUp)))),
        ];
    }

    /// <summary>Cars waiting at the two ends of the shift, where somebody tapped them shortly before.</summary>
    private static async Task<Dictionary<Guid, (int? Start, int? End)>> WaitingAsync(RedVestDb db, int owner, Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken)
    {
        var (start, end) = (await AtAsync(shift.From), await AtAsync(shift.Until));
        return start.Keys.Union(end.Keys).ToDictionary(lane => lane, lane => (Value(start, lane), Value(end, lane)));

        async Task<Dictionary<Guid, int>> AtAsync(DateTimeOffset at)
        {
            var since = at - Fresh;
            var tapped = await db.Set<QueueCount>().AsNoTracking()
                .Where(q => q.Owner == owner && q.Checkpoint == checkpoint && q.At >= since && q.At < at).Select(q => new { q.Lane, q.At, q.Length }).ToListAsync(cancellationToken);
            return tapped.GroupBy(q => q.Lane).ToDictionary(g => g.Key, g => g.MaxBy(q => q.At)!.Length);
        }

        static int? Value(Dictionary<Guid, int> of, Guid lane) => of.TryGetValue(lane, out var length) ? length : null;
    }
}
