using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Freight;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.Yard;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>A handover as the centre would write it now: the leader only confirms it and adds what no record knows.</summary>
internal sealed class HandoverDraft(RedVestDb db, OwnerBook book, LogRecords log, KeyRing keys)
{
    private const int UnsignedDays = 7;

    public async Task<HandoverSheet> MakeAsync(KnownCheckpoint post, ShiftWindow shift, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var held = await new YardList(db, keys, book).NowAsync(post.Id, now, cancellationToken);
        var trips = await new TripList(db, keys, book).OpenAsync(post.Id, now, cancellationToken);
        var before = book.ShiftAt(post, shift.From.AddSeconds(-1));
        return new HandoverSheet(
            shift.Day, shift.Number, now,
            [.. held.Select(p => new HandoverSheet.Person(p.Loop, p.Name, p.Tail, p.Plate, p.Given, p.Stage, p.Since, p.Next, p.DueAt, [.. p.Needs.Select(n => n.Need)]))],
            [.. trips.Select(t => new HandoverSheet.Trip(t.Id, t.Plate, t.Consignee, t.Seal, t.Stage, t.EnteredAt ?? now, t.DueAt))],
            await DevicesAsync(post.Id, cancellationToken),
            await IncidentsAsync(post.Id, now, cancellationToken),
            RulesNow.Of(book, post.Id, now, before.From),
            await FiguresAsync(post.Id, shift, cancellationToken),
            await UnsignedAsync(post, now, cancellationToken),
            []);
    }

    private async Task<List<HandoverSheet.DeviceRow>> DevicesAsync(Guid checkpoint, CancellationToken cancellationToken)
    {
        var devices = await db.Set<Device>().AsNoTracking()
            .Where(d => d.Owner == book.Owner && d.CheckpointId == checkpoint && d.RevokedAt == null && d.Kind != Device.Drill)
            .OrderBy(d => d.Name).ThenBy(d => d.Id).Select(d => new { d.Id, d.Name }).ToListAsync(cancellationToken);
        var ids = devices.Select(d => d.Id).ToArray();
        var streams = await DeviceStreams.OfAsync(db, book.Owner, ids, cancellationToken);
        var told = await DeviceStreams.ToldAsync(db, book.Owner, ids, cancellationToken);
        return [.. devices.Select(d => (d, Stream: streams.GetValueOrDefault(d.Id), Told: told.GetValueOrDefault(d.Id))).Select(x => new HandoverSheet.DeviceRow(
            x.d.Id, x.d.Name, x.Told?.Battery, (x.Stream?.Owes ?? 0) + Math.Max(0, (x.Told?.Highest ?? 0) - (x.Stream?.Highest ?? 0)),
            new[] { x.Stream?.LastSeenAt, x.Told?.At }.Max()))];
    }

    private async Task<List<HandoverSheet.Incident>> IncidentsAsync(Guid checkpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await db.Set<LogEntry>().AsNoTracking().Where(e => e.Owner == book.Owner && e.Checkpoint == checkpoint).Where(ListLog.IsOpen)
            .OrderBy(e => e.At).ToListAsync(cancellationToken);
        return [.. (await LogView.OfAsync(db, log, open, now, cancellationToken)).Select(i => new HandoverSheet.Incident(i.Id, i.Level, i.Type, i.Records[0].Text ?? "", i.At))];
    }

    public async Task<Dictionary<string, int>> FiguresAsync(Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken)
    {
        var verdicts = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.Owner == book.Owner && p.Checkpoint == checkpoint && p.VerdictAt >= shift.From && p.VerdictAt < shift.Until && p.ReportDate >= shift.Day && p.ReportDate <= shift.Day.AddDays(1))
            .GroupBy(p => new { p.Verdict, p.HasVehicle }).Select(g => new { g.Key.Verdict, g.Key.HasVehicle, Passages = g.Count(), Persons = g.Sum(p => p.Persons) })
            .ToListAsync(cancellationToken);
        return new Dictionary<string, int>
        {
            ["vehicles"] = verdicts.Where(v => v.HasVehicle).Sum(v => v.Passages),
            ["persons"] = verdicts.Sum(v => v.Persons),
            ["held"] = verdicts.Where(v => v.Verdict is Verdicts.Hold or Verdicts.SampleAndWait).Sum(v => v.Passages),
            ["referred"] = verdicts.Where(v => v.Verdict == Verdicts.Refer).Sum(v => v.Passages),
            ["turned-back"] = verdicts.Where(v => v.Verdict == Verdicts.TurnBack).Sum(v => v.Passages),
        };
    }

    /// <summary>Ended shifts of the last week in which anything passed and whose sheets two leaders have not signed.</summary>
    private async Task<List<HandoverSheet.ShiftName>> UnsignedAsync(KnownCheckpoint post, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = book.DayOf(now).AddDays(-UnsignedDays);
        var signed = (await db.Set<SignedShift>().AsNoTracking().Where(s => s.Owner == book.Owner && s.Checkpoint == post.Id && s.Day >= since).ToListAsync(cancellationToken))
            .Where(s => s.IsSigned).Select(s => (s.Day, s.Number)).ToHashSet();
        var busy = await db.Set<Passage>().AsNoTracking().Where(p => p.Owner == book.Owner && p.Checkpoint == post.Id && p.ReportDate >= since && p.VerdictAt != null)
            .GroupBy(p => new { p.ReportDate, p.Shift }).Select(g => new { g.Key.Shift, At = g.Min(p => p.VerdictAt) }).ToListAsync(cancellationToken);
        return [.. busy.Select(b => book.ShiftAt(post, b.At!.Value)).Where(s => s.Until <= now && !signed.Contains((s.Day, s.Number)))
            .DistinctBy(s => s.From).OrderBy(s => s.From).Select(s => new HandoverSheet.ShiftName(s.Day, s.Number))];
    }
}
