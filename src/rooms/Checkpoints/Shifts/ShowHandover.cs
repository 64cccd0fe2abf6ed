using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Log;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Shifts;

/// <summary>One handover as it was signed.</summary>
public static class ShowHandover
{
    /// <param name="Digest">Of the sheet: both signatures stand under it.</param>
    /// <param name="Sheet">Null: a newer app wrote it in a way that is not known here.</param>
    /// <param name="Taken">Ids of the persons and trips that were taken over.</param>
    /// <param name="Differences">What the incoming leader found otherwise.</param>
    /// <param name="WithdrawnReason">Null: it stands.</param>
    public sealed record Answer(
        HandoverRow Row, DisplayName Checkpoint, DateTimeOffset From, DateTimeOffset Until, string Digest, HandoverSheet? Sheet, IReadOnlyList<Guid> Taken,
        IReadOnlyList<string> Differences, string? WithdrawnReason);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, ShiftRecords records, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (await FindAsync(db, book, me, id, cancellationToken) is not { } handover
            || book.Checkpoint(handover.Checkpoint) is not { } post || book.ShiftOf(post, handover.Day, handover.Number) is not { } shift)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("handover-viewed", id), () => { }, cancellationToken);
        var said = ShiftEvent.InOrder((await db.Set<ShiftEvent>().AsNoTracking().Where(e => e.Owner == me.Owner && e.Subject == id).ToListAsync(cancellationToken))
            .Select(e => (Stored: e, Body: records.Open(e))), s => s.Stored).Select(s => s.Body).ToList();
        var siblings = await db.Set<Handover>().AsNoTracking()
            .Where(h => h.Owner == me.Owner && h.Checkpoint == post.Id && h.Day == handover.Day && h.Number == handover.Number).ToListAsync(cancellationToken);
        var names = await LogView.NamesAsync(db, me.Owner, [.. new[] { handover.OfferedBy, handover.TakenBy }.OfType<Guid>()], cancellationToken);
        var taken = said.OfType<TakenBody>().LastOrDefault();
        return TypedResults.Ok(new Answer(
            HandoverRow.Of(handover, siblings, names), new DisplayName(post.NameZh, post.NameEn), shift.From, shift.Until, handover.Digest,
            HandoverJson.Read(said.OfType<OfferedBody>().First().Snapshot), [.. (taken?.Persons ?? []).Concat(taken?.Trips ?? [])], taken?.Differences ?? [],
            said.OfType<WithdrawnBody>().FirstOrDefault()?.Reason));
    }

    internal static Task<Handover?> FindAsync(RedVestDb db, OwnerBook book, Caller me, Guid id, CancellationToken cancellationToken)
    {
        var seen = book.SeenBy(me).Select(c => c.Id).ToArray();
        return db.Set<Handover>().AsNoTracking().SingleOrDefaultAsync(h => h.Owner == me.Owner && h.Id == id && seen.Contains(h.Checkpoint), cancellationToken);
    }
}
