using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Sync;

namespace RedVest.Checkpoints.Shifts;

/// <summary>
/// What a phone must have to change shifts without a network: the handover as the centre would write it, the handovers of the last two shifts, the
/// log of the post. Nothing in it moves with the clock alone.
/// </summary>
internal sealed class ShiftSection(OwnerBooks books, LogRecords log, ShiftRecords records, KeyRing keys) : IBundleSection
{
    private const int MostEntries = 60;

    public string Name => "shift";

    public async ValueTask<string> WriteAsync(BundleReader reader, CancellationToken cancellationToken)
    {
        var book = await books.AsOfAsync(reader.Owner.Owner, reader.Owner.Revision, cancellationToken);
        if (book.Checkpoint(reader.Place) is not { } post)
            return BundleJson.Nothing;
        var shift = book.ShiftAt(post, reader.At);
        var before = book.ShiftAt(post, shift.From.AddSeconds(-1));
        var drafts = new HandoverDraft(reader.Db, book, log, keys);
        var draft = await drafts.MakeAsync(post, shift, shift.From, cancellationToken);
        var entries = await reader.Db.Set<LogEntry>().AsNoTracking().Where(e => e.Owner == book.Owner && e.Checkpoint == post.Id)
            .Where(e => e.At >= before.From || e.What == LogWhat.Incident && e.ClosedAt == null).OrderByDescending(e => e.At).Take(MostEntries).ToListAsync(cancellationToken);
        return BundleJson.Write(new
        {
            draft,
            before = new { before.Day, shift = before.Number, figures = await drafts.FiguresAsync(post.Id, before, cancellationToken) },
            handovers = await HandoversAsync(reader, book, post, before, cancellationToken),
            log = (await LogView.OfAsync(reader.Db, log, entries, DateTimeOffset.UnixEpoch, cancellationToken)).Select(e => e with { Level = e.GivenLevel, Due = null, LevelSince = entries.Find(x => x.Id == e.Id)!.LevelAt }),
            clocks = (await IncidentClock.OfAsync(reader.Db, book.Owner, cancellationToken)).Minutes,
        });
    }

    /// <summary>Those of this shift and the one before, with what stands in them, so that another phone can take over.</summary>
    private async Task<List<object>> HandoversAsync(BundleReader reader, OwnerBook book, KnownCheckpoint post, ShiftWindow before, CancellationToken cancellationToken)
    {
        var handovers = (await reader.Db.Set<Handover>().AsNoTracking().Where(h => h.Owner == book.Owner && h.Checkpoint == post.Id && h.Day >= before.Day).OrderBy(h => h.OfferedAt)
            .ToListAsync(cancellationToken)).Where(h => book.ShiftOf(post, h.Day, h.Number)?.From >= before.From).ToList();
        var ids = handovers.Select(h => h.Id).ToArray();
        var offers = (await reader.Db.Set<ShiftEvent>().AsNoTracking().Where(e => e.Owner == book.Owner && ids.Contains(e.Subject) && e.Kind == ShiftKinds.Offered).ToListAsync(cancellationToken))
            .ToDictionary(e => e.Subject, e => ((OfferedBody)records.Open(e)).Snapshot);
        var names = await LogView.NamesAsync(reader.Db, book.Owner, [.. handovers.SelectMany(h => new[] { h.OfferedBy, h.TakenBy }).OfType<Guid>().Distinct()], cancellationToken);
        return [.. handovers.Select(h => (object)new { row = HandoverRow.Of(h, handovers.Where(o => o.Day == h.Day && o.Number == h.Number), names), h.OfferedBy, h.Digest, snapshot = offers.GetValueOrDefault(h.Id) })];
    }
}
