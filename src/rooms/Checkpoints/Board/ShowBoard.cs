using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Queue;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry;

namespace RedVest.Checkpoints.Board;

/// <summary>All that a checkpoint's board shows of one day, counted from records.</summary>
public static class ShowBoard
{
    /// <param name="AsOf">When it was counted.</param>
    /// <param name="Queue">Who waits now; null on another day than today.</param>
    public sealed record Board(
        Guid CheckpointId,
        DateOnly Day,
        DateTimeOffset AsOf,
        IReadOnlyList<FigureValue> Figures,
        IReadOnlyList<LaneCount> Lanes,
        IReadOnlyList<HourCount> Hours,
        IReadOnlyList<ShiftCount> Shifts,
        IReadOnlyList<VerdictCount> Verdicts,
        IReadOnlyList<CategoryCount> Categories,
        IReadOnlyList<DeviceState> Devices,
        QueueNow? Queue);

    /// <param name="Queue">Cars waiting before this lane, or before several of which it is the first; null: nobody counts.</param>
    /// <param name="P50s">Median seconds of a check; null: none yet.</param>
    public sealed record LaneCount(
        Guid LaneId, int Number, DisplayName Name, int? Queue, DateTimeOffset? QueueAt, int Vehicles, int Persons, double? P50s, double? P90s, DateTimeOffset? LastAt);

    public sealed record HourCount(int Hour, int Vehicles, int Persons);

    public sealed record ShiftCount(int Number, string Start, int Vehicles, int Persons);

    public sealed record VerdictCount(string Verdict, int Vehicles, int Persons);

    public sealed record CategoryCount(string Category, int Vehicles, int Persons);

    /// <param name="Owes">Records it numbered and has not delivered, as far as the server can know.</param>
    public sealed record DeviceState(Guid Id, string Name, DateTimeOffset? LastSeenAt, long Owes);

    internal static async Task<Results<Ok<Board>, ProblemHttpResult>> HandleAsync(
        Guid id, LiveBoards boards, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken, DateOnly? day = null)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return book.SeenBy(me).Any(c => c.Id == id)
            ? TypedResults.Ok((await boards.ReadAsync(me.Owner, id, day ?? book.DayOf(clock.GetUtcNow()), cancellationToken)).Board)
            : Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
    }

    internal static async Task<Board> CountAsync(RedVestDb db, OwnerBook book, KnownCheckpoint checkpoint, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var slice = new Slice(book.Owner, [checkpoint.Id], day);
        var passages = slice.Of(db.Set<Passage>());
        var cells = await DayCount.CellsAsync(passages, cancellationToken);
        var times = await DayCount.ServiceTimesAsync(passages, cancellationToken);
        var queues = await DayCount.QueuesAsync(db.Set<QueueCount>(), slice, cancellationToken);
        var waiting = day == book.DayOf(now) ? await QueueNow.ReadAsync(db, book, checkpoint, now, cancellationToken) : null;
        var last = await passages.Where(p => p.VerdictAt != null).GroupBy(p => p.Lane).Select(g => new { Lane = g.Key, At = g.Max(p => p.VerdictAt) })
            .ToDictionaryAsync(l => l.Lane, l => l.At, cancellationToken);
        var all = DayCount.Sum(times.Values);
        var figures = new List<FigureValue>
        {
            FigureValue.Of(EntryFigures.P50, DayCount.Seconds(all, 0.5), book.StartOf(day)),
            FigureValue.Of(EntryFigures.P90, DayCount.Seconds(all, 0.9), book.StartOf(day)),
        };
        foreach (var figure in EntryFigures.All)
            figures.Add(FigureValue.Of(figure.Figure, await DayCount.CountAsync(figure, passages, cancellationToken), book.StartOf(day)));
        if (waiting is not null)
            figures.Add(FigureValue.Of(EntryFigures.Queue, waiting.Length, now));
        var days = new FigureDays(db, book, checkpoint);
        foreach (var figure in (Figure[])[EntryFigures.QueueMax, EntryFigures.WaitP50, EntryFigures.WaitP90, EntryFigures.Recognised])
            figures.Add(FigureValue.Of(figure, Amount.Sum((await days.OfAsync(figure.Key, new FigureQuestion(day, day), cancellationToken))!.Values)?.Value, book.StartOf(day)));
        foreach (var figure in waiting is null ? [] : (Figure[])[EntryFigures.InYard, EntryFigures.FreightOpen, EntryFigures.FreightOverdue])
            figures.Add(FigureValue.Of(figure, await ShowFigure.NowAsync(figure.Key, db, book, [checkpoint], slice, now, cancellationToken), now));
        return new Board(
            checkpoint.Id,
            day,
            now,
            InOrder(figures),
            [.. checkpoint.Lanes.Select(lane => Count(lane, [.. cells.Where(c => c.Lane == lane.Id)], times.GetValueOrDefault(lane.Id), LineOf(waiting, lane, queues), last.GetValueOrDefault(lane.Id)))],
            [.. cells.GroupBy(c => c.Hour).OrderBy(g => g.Key).Select(g => new HourCount(g.Key, g.Sum(c => c.Vehicles), g.Sum(c => c.Persons)))],
            [.. checkpoint.Shifts.Starts.Select((start, i) => Count(i + 1, start, cells))],
            [.. cells.GroupBy(c => c.Verdict!).OrderBy(g => Passages.Verdicts.Strictness(g.Key)).Select(g => new VerdictCount(g.Key, g.Sum(c => c.Vehicles), g.Sum(c => c.Persons)))],
            [.. cells.GroupBy(c => c.Category).OrderByDescending(g => g.Sum(c => c.Vehicles)).Select(g => new CategoryCount(g.Key, g.Sum(c => c.Vehicles), g.Sum(c => c.Persons)))],
            await DevicesAsync(db, book.Owner, checkpoint.Id, cancellationToken),
            waiting);
    }

    private static LaneCount Count(KnownLane lane, DayCount.Cell[] cells, Histogram? times, (int Length, DateTimeOffset? At)? queue, DateTimeOffset? last) => new(
        lane.Id, lane.Number, new DisplayName(lane.NameZh, lane.NameEn), queue?.Length, queue?.At,
        cells.Sum(c => c.Vehicles), cells.Sum(c => c.Persons), DayCount.Seconds(times, 0.5), DayCount.Seconds(times, 0.9), last);

    /// <summary>The line before a lane, at the first lane of the line; on another day the last count.</summary>
    private static (int Length, DateTimeOffset? At)? LineOf(QueueNow? waiting, KnownLane lane, Dictionary<Guid, QueueCount> queues) =>
        waiting is null ? queues.GetValueOrDefault(lane.Id) is { } count ? (count.Length, count.At) : null
        : waiting.Lines.FirstOrDefault(l => l.Lanes[0] == lane.Id) is { Length: { } length } line ? (length, line.CountedAt)
        : null;

    private static ShiftCount Count(int number, TimeOnly start, List<DayCount.Cell> cells)
    {
        var mine = cells.Where(c => c.Shift == number).ToList();
        return new ShiftCount(number, ShiftTable.Say(start), mine.Sum(c => c.Vehicles), mine.Sum(c => c.Persons));
    }

    /// <summary>Vehicles, persons, tests first; then how long it takes and who waits; then the rest.</summary>
    private static List<FigureValue> InOrder(List<FigureValue> figures)
    {
        string[] first = ["entry.vehicles", "entry.persons", "entry.tests", "entry.seconds-p50", "entry.seconds-p90", "entry.queue", "entry.queue-max"];
        return [.. figures.OrderBy(f => Array.IndexOf(first, f.Key) is >= 0 and var at ? at : first.Length)];
    }

    private static async Task<List<DeviceState>> DevicesAsync(RedVestDb db, int owner, Guid checkpoint, CancellationToken cancellationToken)
    {
        var devices = await db.Set<Kernel.Devices.Device>().AsNoTracking()
            .Where(d => d.Owner == owner && d.CheckpointId == checkpoint && d.RevokedAt == null && d.Kind == Kernel.Devices.Device.Lane)
            .OrderBy(d => d.Name).Select(d => new { d.Id, d.Name }).ToListAsync(cancellationToken);
        var states = await DeviceStreams.OfAsync(db, owner, [.. devices.Select(d => d.Id)], cancellationToken);
        return [.. devices.Select(d => states.TryGetValue(d.Id, out var s) ? new DeviceState(d.Id, d.Name, s.LastSeenAt, s.Owes) : new DeviceState(d.Id, d.Name, null, 0))];
    }
}
