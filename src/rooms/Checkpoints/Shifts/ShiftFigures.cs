using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Board;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>How crews changed, what happened, how far records and counts are apart.</summary>
internal sealed class ShiftFigures : IFigureCounter
{
    private const string HandoversSigned = "shifts.handovers-signed";
    private const string IncidentsOpen = "shifts.incidents-open";
    private const string Differences = "shifts.differences";
    private const string IncidentsOfLevel = "shifts.incidents-level-";

    public IReadOnlyList<Figure> Figures { get; } =
    [
        new(HandoversSigned, "records", "day", 1, RollUp.Sum),
        .. Enumerable.Range(1, EscalationClock.Highest).Select(level => new Figure(IncidentsOfLevel + level.ToString(CultureInfo.InvariantCulture), "records", "day", 1, RollUp.Sum)),
        new(IncidentsOpen, "records", "snapshot", 1, RollUp.Sum),
        new(Differences, "vehicle-times", "day", 1, RollUp.Sum),
    ];

    public async Task<double?> CountAsync(
        string key, RedVestDb db, OwnerBook book, IReadOnlyList<KnownCheckpoint> posts, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = posts.Select(p => p.Id).ToArray();
        if (key == HandoversSigned)
        {
            return await db.Set<Handover>().CountAsync(
                h => h.Owner == book.Owner && ids.Contains(h.Checkpoint) && h.Day == day && h.TakenAt != null && h.WithdrawnAt == null, cancellationToken);
        }

        if (key == Differences)
            return await DifferencesAsync(db, book, posts, day, now, cancellationToken);
        var incidents = db.Set<LogEntry>().Where(e => e.Owner == book.Owner && ids.Contains(e.Checkpoint) && e.What == LogWhat.Incident);
        if (key == IncidentsOpen)
            return await incidents.CountAsync(e => e.ClosedAt == null, cancellationToken);
        var (level, from, until) = (int.Parse(key[IncidentsOfLevel.Length..], CultureInfo.InvariantCulture), book.StartOf(day), book.StartOf(day.AddDays(1)));
        return await incidents.CountAsync(e => e.At >= from && e.At < until && e.Level == level, cancellationToken);
    }

    /// <summary>The sizes of all differences of the day's ended shifts, plus and minus alike; null where nobody else counted.</summary>
    private static async Task<double?> DifferencesAsync(
        RedVestDb db, OwnerBook book, IReadOnlyList<KnownCheckpoint> posts, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        double? sum = null;
        foreach (var post in posts)
        {
            for (var number = 1; book.ShiftOf(post, day, number) is { } shift && shift.Until <= now; number++)
            {
                foreach (var sheet in (await ReadSheets.RunAsync(db, book, post, shift, cancellationToken)).Where(s => s.Counts.Count > 0))
                    sum = (sum ?? 0) + Math.Abs(sheet.Difference(sheet.Counts[0]));
            }
        }

        return sum;
    }
}
