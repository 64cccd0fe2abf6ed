using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Queue;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>What is asked of a post over some days.</summary>
internal sealed record FigureQuestion(DateOnly From, DateOnly Until, Guid? Lane = null, int? Shift = null, string? Category = null, string? Verdict = null)
{
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Until.DayNumber - From.DayNumber + 1).Select(From.AddDays);
}

/// <summary>The figures of one post, day by day, as amounts that can be put together.</summary>
internal sealed class FigureDays(RedVestDb db, OwnerBook book, KnownCheckpoint post)
{
    /// <summary>Null when the figure is not one of days. A day without anything is left out where nothing is counted on it.</summary>
    public async Task<Dictionary<DateOnly, Amount>?> OfAsync(string key, FigureQuestion asked, CancellationToken cancellationToken)
    {
        if (asked.Shift is not { } shift)
            return await OfSliceAsync(key, asked, null, cancellationToken);
        var days = new Dictionary<DateOnly, Amount>();
        foreach (var day in asked.Days)
        {
            if (book.ShiftOf(post, day, shift) is not { } window)
                continue;
            if (await OfSliceAsync(key, asked with { From = day, Until = day }, window, cancellationToken) is not { } found)
                return null;
            if (Amount.Sum(found.Values) is { } amount)
                days[day] = amount;
        }

        return days;
    }

    private async Task<Dictionary<DateOnly, Amount>?> OfSliceAsync(string key, FigureQuestion asked, ShiftWindow? window, CancellationToken cancellationToken)
    {
        var slice = new Slice(book.Owner, [post.Id], asked.From, asked.Lane, null, asked.Until, asked.Category, asked.Verdict, window);
        var passages = slice.Of(db.Set<Passage>());
        if (EntryFigures.All.FirstOrDefault(f => f.Figure.Key == key && f.Figure.PeriodKind == "day") is { } counted)
            return await CountAsync(counted, passages, cancellationToken);
        if (FailedItems.ItemOf(key) is { } item)
            return await FailedItems.CountAsync(db.Set<Occupant>(), passages, item, cancellationToken);
        if (key == EntryFigures.P50.Key || key == EntryFigures.P90.Key)
            return await TimesAsync(passages, key == EntryFigures.P50.Key ? 0.5 : 0.9, cancellationToken);
        if (EntryFigures.WayShares.FirstOrDefault(w => w.Figure.Key == key) is { Ways: { } ways })
            return await WaysAsync(passages, ways, cancellationToken);
        if (key == EntryFigures.ByPass.Key)
            return await ByPassAsync(passages, cancellationToken);
        if (key == EntryFigures.Repeat.Key)
            return await RepeatAsync(passages, cancellationToken);
        if (key == EntryFigures.WaitP50.Key || key == EntryFigures.WaitP90.Key)
            return await WaitingAsync(asked, window, lines => Waits(lines, key == EntryFigures.WaitP50.Key ? 0.5 : 0.9), cancellationToken);
        if (key == EntryFigures.FreightRegistered.Key || key == EntryFigures.FreightClosed.Key)
            return await TripsAsync(asked, window, key == EntryFigures.FreightClosed.Key, cancellationToken);
        return key == EntryFigures.QueueMax.Key
            ? await WaitingAsync(asked, window, lines => lines.Max(l => l.Longest) is { } longest ? new HighestAmount(longest) : null, cancellationToken)
            : null;
    }

    private static async Task<Dictionary<DateOnly, Amount>> CountAsync(EntryFigures.Counted figure, IQueryable<Passage> passages, CancellationToken cancellationToken)
    {
        var days = await passages.Where(figure.Of).GroupBy(p => p.ReportDate)
            .Select(g => new { Day = g.Key, Passages = g.Count(), Persons = g.Sum(p => p.Persons), Referred = g.Sum(p => p.Referred) }).ToListAsync(cancellationToken);
        return days.ToDictionary(d => d.Day, d => (Amount)new CountAmount(figure.What switch
        {
            EntryFigures.Counts.Vehicles or EntryFigures.Counts.Passages => d.Passages,
            EntryFigures.Counts.Persons => d.Persons,
            EntryFigures.Counts.Referred => d.Referred,
        }));
    }

    private static async Task<Dictionary<DateOnly, Amount>> TimesAsync(IQueryable<Passage> passages, double share, CancellationToken cancellationToken)
    {
        var buckets = await passages.Where(DayCount.IsTimed).GroupBy(p => new { p.ReportDate, Bucket = p.ServiceMs!.Value / DayCount.BucketMilliseconds })
            .Select(g => new { g.Key.ReportDate, g.Key.Bucket, Count = g.Count() }).ToListAsync(cancellationToken);
        return buckets.GroupBy(b => b.ReportDate).ToDictionary(g => g.Key, g =>
        {
            var histogram = new Histogram(DayCount.BucketMilliseconds);
            foreach (var bucket in g)
                histogram.Add(bucket.Bucket, bucket.Count);
            return (Amount)new PercentileAmount(histogram, share);
        });
    }

    /// <summary>Persons who passed under a commuter pass in force, whatever they were recognised by.</summary>
    private async Task<Dictionary<DateOnly, Amount>> ByPassAsync(IQueryable<Passage> passages, CancellationToken cancellationToken)
    {
        var days = await passages.Where(p => p.Verdict != null)
            .Join(db.Set<Occupant>().Where(o => o.Owner == book.Owner && o.Pass != null), p => p.Id, o => o.Passage, (p, _) => p.ReportDate)
            .GroupBy(day => day).Select(g => new { Day = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return days.ToDictionary(d => d.Day, d => (Amount)new CountAmount(d.Count));
    }

    /// <summary>Of the vehicles that passed, those that had passed some post of this owner before.</summary>
    private async Task<Dictionary<DateOnly, Amount>> RepeatAsync(IQueryable<Passage> passages, CancellationToken cancellationToken)
    {
        var all = db.Set<Passage>().Where(p => p.Owner == book.Owner);
        var days = await passages.Where(p => p.Verdict != null && p.Vehicle != null)
            .Select(p => new { p.ReportDate, Again = all.Any(q => q.Vehicle == p.Vehicle && q.VerdictAt < p.VerdictAt) })
            .GroupBy(x => x.ReportDate).Select(g => new { Day = g.Key, Again = g.Count(x => x.Again), All = g.Count() }).ToListAsync(cancellationToken);
        return days.ToDictionary(d => d.Day, d => (Amount)new ShareAmount(d.Again, d.All));
    }

    private async Task<Dictionary<DateOnly, Amount>> WaysAsync(IQueryable<Passage> passages, IReadOnlyList<string> which, CancellationToken cancellationToken)
    {
        var ways = await passages.Where(p => p.Verdict != null && !p.Emergency)
            .Join(db.Set<Occupant>().Where(o => o.Owner == book.Owner), p => p.Id, o => o.Passage, (p, o) => new { p.ReportDate, o.Way })
            .GroupBy(x => new { x.ReportDate, x.Way }).Select(g => new { g.Key.ReportDate, g.Key.Way, Count = g.Count() }).ToListAsync(cancellationToken);
        return ways.GroupBy(w => w.ReportDate).ToDictionary(
            g => g.Key, g => (Amount)new ShareAmount(g.Where(w => which.Contains(w.Way)).Sum(w => w.Count), g.Sum(w => w.Count)));
    }

    /// <summary>Lorries that came into the loop, or left it as they should. They know no lane, no category and no verdict.</summary>
    private async Task<Dictionary<DateOnly, Amount>> TripsAsync(FigureQuestion asked, ShiftWindow? window, bool closed, CancellationToken cancellationToken)
    {
        if (asked.Lane is not null || asked.Category is not null || asked.Verdict is not null)
            return [];
        var (from, until) = (window?.From ?? book.StartOf(asked.From), window?.Until ?? book.StartOf(asked.Until.AddDays(1)));
        var trips = db.Set<Loop>().AsNoTracking().Where(l => l.Owner == book.Owner && l.Place == post.Id && l.Kind == CustodyKinds.Trip && l.TakenAt != null);
        var instants = closed
            ? await trips.Where(l => l.EndReason == EndReasons.Closed && l.EndedAt >= from && l.EndedAt < until).Select(l => l.EndedAt!.Value).ToListAsync(cancellationToken)
            : await trips.Where(l => l.TakenAt >= from && l.TakenAt < until).Select(l => l.TakenAt!.Value).ToListAsync(cancellationToken);
        return instants.GroupBy(at => window?.Day ?? book.DayOf(at)).ToDictionary(g => g.Key, g => (Amount)new CountAmount(g.Count()));
    }

    /// <summary>Queues are followed from the day's start. They know no category and no verdict.</summary>
    private async Task<Dictionary<DateOnly, Amount>> WaitingAsync(
        FigureQuestion asked, ShiftWindow? window, Func<IReadOnlyList<WaitingLine>, Amount?> of, CancellationToken cancellationToken)
    {
        var days = new Dictionary<DateOnly, Amount>();
        if (asked.Category is not null || asked.Verdict is not null)
            return days;
        var oneLine = await db.Set<QueueSettings>().Where(s => s.Owner == book.Owner && s.Checkpoint == post.Id).Select(s => s.OneLine).SingleOrDefaultAsync(cancellationToken);
        foreach (var day in asked.Days)
        {
            var waiting = await Waiting.ReadAsync(
                db, book, post, oneLine, window?.From ?? book.StartOf(day), window?.Until ?? book.StartOf(day.AddDays(1)), cancellationToken);
            List<WaitingLine> lines = [.. waiting.Lines.Where(l => asked.Lane is null || l.Lanes.Any(x => x.Id == asked.Lane))];
            if (lines.Count > 0 && of(lines) is { } amount)
                days[day] = amount;
        }

        return days;
    }

    private static PercentileAmount? Waits(IReadOnlyList<WaitingLine> lines, double share)
    {
        var histogram = new Histogram(DayCount.BucketMilliseconds);
        foreach (var seconds in lines.SelectMany(l => l.Line?.WaitsSince(DateTimeOffset.MinValue) ?? []))
            histogram.Add((int)(seconds * 1000 / DayCount.BucketMilliseconds), 1);
        return histogram.Count == 0 ? null : new PercentileAmount(histogram, share);
    }
}
