using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Figures;

namespace RedVest.Checkpoints.Board;

/// <summary>What is counted: passages of some checkpoints of one owner on one day or some, or of one lane, shift, category or verdict of them.</summary>
/// <param name="Until">The last day; null: only the one.</param>
/// <param name="Window">Of a shift at one post: from when until when. A night shift reaches into the next day.</param>
internal sealed record Slice(
    int Owner, IReadOnlyCollection<Guid> Checkpoints, DateOnly Day, Guid? Lane = null, int? Shift = null, DateOnly? Until = null,
    string? Category = null, string? Verdict = null, ShiftWindow? Window = null)
{
    public IQueryable<Passage> Of(IQueryable<Passage> passages)
    {
        var last = Until ?? Day;
        var slice = passages.AsNoTracking().Where(p => p.Owner == Owner && Checkpoints.Contains(p.Checkpoint));
        if (Window is { } window)
        {
            var (from, until, after) = (window.From, window.Until, Day.AddDays(1));
            slice = slice.Where(p => p.ReportDate >= Day && p.ReportDate <= after && p.VerdictAt >= from && p.VerdictAt < until);
        }
        else
        {
            slice = last == Day ? slice.Where(p => p.ReportDate == Day) : slice.Where(p => p.ReportDate >= Day && p.ReportDate <= last);
            if (Shift is { } shift)
                slice = slice.Where(p => p.Shift == shift);
        }

        if (Lane is { } lane)
            slice = slice.Where(p => p.Lane == lane);
        if (Category is { Length: > 0 } category)
            slice = slice.Where(p => p.Category == category);
        return Verdict is { Length: > 0 } verdict ? slice.Where(p => p.Verdict == verdict) : slice;
    }
}

/// <summary>Counting, in one pass over the day.</summary>
internal static class DayCount
{
    public const int BucketMilliseconds = 500;

    /// <summary>One cell of the day: all its passages are alike in these.</summary>
    internal sealed record Cell(Guid Lane, int Hour, int Shift, string Category, string? Verdict, bool HasVehicle, int Passages, int Persons)
    {
        public int Vehicles => HasVehicle ? Passages : 0;
    }

    public static Task<List<Cell>> CellsAsync(IQueryable<Passage> slice, CancellationToken cancellationToken) => slice
        .Where(p => p.Verdict != null)
        .GroupBy(p => new { p.Lane, p.Hour, p.Shift, p.Category, p.Verdict, p.HasVehicle })
        .Select(g => new Cell(g.Key.Lane, g.Key.Hour, g.Key.Shift, g.Key.Category, g.Key.Verdict, g.Key.HasVehicle, g.Count(), g.Sum(p => p.Persons)))
        .ToListAsync(cancellationToken);

    /// <summary>Emergencies are not checked, so they are not timed.</summary>
    public static readonly Expression<Func<Passage, bool>> IsTimed = p => p.ServiceMs != null && p.HasVehicle && !p.Emergency;

    /// <summary>Service times by lane.</summary>
    public static async Task<Dictionary<Guid, Histogram>> ServiceTimesAsync(IQueryable<Passage> slice, CancellationToken cancellationToken)
    {
        var buckets = await slice.Where(IsTimed)
            .GroupBy(p => new { p.Lane, Bucket = p.ServiceMs!.Value / BucketMilliseconds })
            .Select(g => new { g.Key.Lane, g.Key.Bucket, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var lanes = new Dictionary<Guid, Histogram>();
        foreach (var bucket in buckets)
        {
            if (!lanes.TryGetValue(bucket.Lane, out var histogram))
                lanes.Add(bucket.Lane, histogram = new Histogram(BucketMilliseconds));
            histogram.Add(bucket.Bucket, bucket.Count);
        }

        return lanes;
    }

    public static Histogram Sum(IEnumerable<Histogram> histograms)
    {
        var sum = new Histogram(BucketMilliseconds);
        foreach (var histogram in histograms)
            sum.Add(histogram);
        return sum;
    }

    /// <summary>A percentile in seconds, one decimal.</summary>
    public static double? Seconds(Histogram? histogram, double share) =>
        histogram?.Percentile(share) is { } milliseconds ? Math.Round(milliseconds / 1000, 1) : null;

    public static async Task<double> CountAsync(EntryFigures.Counted figure, IQueryable<Passage> slice, CancellationToken cancellationToken)
    {
        var passages = slice.Where(figure.Of);
        return figure.What switch
        {
            EntryFigures.Counts.Vehicles or EntryFigures.Counts.Passages => await passages.CountAsync(cancellationToken),
            EntryFigures.Counts.Persons => await passages.SumAsync(p => p.Persons, cancellationToken),
            EntryFigures.Counts.Referred => await passages.SumAsync(p => p.Referred, cancellationToken),
        };
    }

    /// <summary>The last count of waiting cars of each lane on the day.</summary>
    public static async Task<Dictionary<Guid, QueueCount>> QueuesAsync(DbSet<QueueCount> queues, Slice slice, CancellationToken cancellationToken)
    {
        var counts = queues.AsNoTracking()
            .Where(q => q.Owner == slice.Owner && slice.Checkpoints.Contains(q.Checkpoint) && q.ReportDate == slice.Day && (slice.Lane == null || q.Lane == slice.Lane));
        var last = await counts.GroupBy(q => q.Lane).Select(g => new { Lane = g.Key, At = g.Max(q => q.At) }).ToListAsync(cancellationToken);
        var found = new Dictionary<Guid, QueueCount>(last.Count);
        foreach (var lane in last)
            found[lane.Lane] = await counts.Where(q => q.Lane == lane.Lane && q.At == lane.At).OrderByDescending(q => q.Id).FirstAsync(cancellationToken);
        return found;
    }

    public static Task<int?> QueueMaxAsync(DbSet<QueueCount> queues, Slice slice, CancellationToken cancellationToken) => queues
        .Where(q => q.Owner == slice.Owner && slice.Checkpoints.Contains(q.Checkpoint) && q.ReportDate == slice.Day && (slice.Lane == null || q.Lane == slice.Lane))
        .MaxAsync(q => (int?)q.Length, cancellationToken);
}
