using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry;

namespace RedVest.Checkpoints.Shifts;

/// <summary>One shift of a post with all its sheets.</summary>
internal static class ShowShift
{
    internal static async Task<Results<Ok<ShiftView>, ProblemHttpResult>> HandleAsync(
        Guid id, DateOnly day, int number, RedVestDb db, OwnerBooks books, ShiftRecords records, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        return book.SeenBy(me).FirstOrDefault(c => c.Id == id) is { } post && book.ShiftOf(post, day, number) is { } shift
            ? TypedResults.Ok(await ReadAsync(db, book, records, post, shift, clock.Now(), cancellationToken))
            : Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
    }

    internal static async Task<ShiftView> ReadAsync(
        RedVestDb db, OwnerBook book, ShiftRecords records, KnownCheckpoint post, ShiftWindow shift, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sheets = await ReadSheets.RunAsync(db, book, post, shift, cancellationToken);
        var digest = ShiftReader.DigestOf(SignedSheets.Write(sheets));
        var subject = SignedShift.IdOf(post.Id, shift.Day, shift.Number);
        var said = ShiftEvent.InOrder((await db.Set<ShiftEvent>().AsNoTracking().Where(e => e.Owner == book.Owner && e.Subject == subject).ToListAsync(cancellationToken))
            .Select(e => (Stored: e, Body: records.Open(e))), s => s.Stored).ToList();
        var handovers = await db.Set<Handover>().AsNoTracking()
            .Where(h => h.Owner == book.Owner && h.Checkpoint == post.Id && h.Day == shift.Day && h.Number == shift.Number).OrderBy(h => h.OfferedAt).ToListAsync(cancellationToken);
        var receipts = await db.Set<ReadReceipt>().AsNoTracking()
            .Where(r => r.Owner == book.Owner && r.Checkpoint == post.Id && r.Day == shift.Day && r.Number == shift.Number).OrderBy(r => r.At).ThenBy(r => r.N).ToListAsync(cancellationToken);
        var names = await LogView.NamesAsync(db, book.Owner, [.. said.Select(s => s.Stored.By)
            .Concat(handovers.SelectMany(h => new[] { h.OfferedBy, h.TakenBy })).Concat(receipts.Select(r => r.Officer)).OfType<Guid>().Distinct()], cancellationToken);
        var owing = shift.From > now ? [] : await OwingDevices.ReadAsync(db, book, post.Id, shift, cancellationToken);
        var signatures = said.Where(s => s.Body is SignedBody).GroupBy(s => ((SignedBody)s.Body).Side).Select(g => g.Last()).ToList();
        return new ShiftView(
            shift.Day, shift.Number, shift.From, shift.Until, StateOf(shift, now), [.. sheets.Select(ViewOf)], digest,
            [.. owing.Select(o => new ShiftView.OwingView(o.Id, o.Name, o.Owes, o.UnknownSince))],
            await KeptAsync(db, book.Owner, post.Id, shift, cancellationToken),
            signatures.Count > 0 && SignedShift.Fold(said).IsSigned,
            [.. signatures.Select(s => SignatureOf(s.Stored, (SignedBody)s.Body, digest, sheets, names))],
            [.. said.Where(s => s.Body is ExplainedBody).GroupBy(s => ((ExplainedBody)s.Body).Lane).Select(g => g.Last())
                .Select(s => new ShiftView.Explanation(((ExplainedBody)s.Body).Lane, ((ExplainedBody)s.Body).Text, NameOf(s.Stored.By, names), s.Stored.EventTime))],
            [.. handovers.Select(h => HandoverRow.Of(h, handovers, names))],
            [.. receipts.Select(r => new ShiftView.Receipt(NameOf(r.Officer, names), r.At, r.Kind, r.What, r.Version))]);
    }

    internal static string StateOf(ShiftWindow shift, DateTimeOffset now) => now < shift.From ? "coming" : now < shift.Until ? "running" : "ended";

    private static ShiftView.LaneView ViewOf(LaneSheet sheet) => new(
        sheet.Lane.Id, sheet.Lane.Number, new DisplayName(sheet.Lane.NameZh, sheet.Lane.NameEn), sheet.Vehicles, sheet.Seen, sheet.OnFoot, sheet.SeenOnFoot,
        [.. sheet.Counts.Select(c => new ShiftView.Count(c.Source, c.Count, sheet.Difference(c)))],
        [.. sheet.Hints.Select(h => new ShiftView.HintView(h.Code, h.Count, h.From, h.Until, h.Lane))]);

    private static ShiftView.SignatureView SignatureOf(ShiftEvent stored, SignedBody signed, string digest, IReadOnlyList<LaneSheet> sheets, Dictionary<Guid, string> names) => new(
        signed.Side, NameOf(stored.By, names), stored.EventTime, signed.Digest == digest, signed.Digest == digest ? [] : SignedSheets.Changes(signed.Sheets, sheets));

    private static async Task<int> KeptAsync(RedVestDb db, int owner, Guid checkpoint, ShiftWindow shift, CancellationToken cancellationToken)
    {
        var devices = await db.Set<Device>().Where(d => d.Owner == owner && d.CheckpointId == checkpoint).Select(d => d.Id).ToArrayAsync(cancellationToken);
        return await DeviceStreams.KeptAsync(db, owner, devices, shift.From, cancellationToken);
    }

    private static string? NameOf(Guid? id, Dictionary<Guid, string> names) => id is { } known ? names.GetValueOrDefault(known) : null;
}
