using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Yard;

/// <summary>One held person with everything that was done, in the order it happened. Who looked is in the audit.</summary>
public static class ShowHeldPerson
{
    public sealed record Answer(HeldPerson Person, IReadOnlyList<Said> History);

    /// <param name="What">offered, taken, ended of the chain; taken, sampled, result, need, served, moved, next, ended of the yard.</param>
    /// <param name="Word">The verdict of an offer, the sample, result, need, step or reason.</param>
    /// <param name="By">Who recorded it; null: a device on which nobody said who was there.</param>
    public sealed record Said(Guid Id, DateTimeOffset At, string What, string? Word, string? Note, string? To, string? Tube, CustodianName? Taker, string? By, bool Estimated);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid loop, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var seen = book.SeenBy(me).Select(c => c.Id).ToArray();
        var row = await db.Set<Loop>().AsNoTracking()
            .SingleOrDefaultAsync(l => l.Owner == me.Owner && l.Id == loop && l.Kind == CustodyKinds.Person && seen.Contains(l.Place), cancellationToken);
        if (row is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("held-person-viewed", loop), () => { }, cancellationToken);
        var links = await db.Set<LoopLink>().AsNoTracking().Where(l => l.Owner == me.Owner && l.Loop == loop).ToListAsync(cancellationToken);
        var events = await db.Set<YardEvent>().AsNoTracking().Where(e => e.Owner == me.Owner && e.Loop == loop).ToListAsync(cancellationToken);
        var names = await CustodianNames.ReadAsync(db, book, links.Select(l => l.Taker),
            links.Select(l => l.Officer).Concat(events.Select(e => e.Officer)), links.Select(l => l.ByUser).Concat(events.Select(e => e.ByUser)), cancellationToken);
        var list = new YardList(db, keys, book);
        var own = events.Select(e => e.Id).ToHashSet();
        var history = links.Where(l => !own.Contains(l.Id)).Select(l => (l.Seq, Said: new Said(
                l.Id, l.At, l.Step, l.Reason, null, null, null, names.Of(l.Taker), names.Of(l.Officer) ?? names.Of(l.ByUser), l.Estimated)))
            .Concat(events.Select(e => (e.Seq, Said: OfYard(e, list.Open(e), links.FirstOrDefault(l => l.Id == e.Id && l.Step == Steps.Taken), names))));
        return TypedResults.Ok(new Answer(
            (await list.RowsAsync([row], clock.Now(), cancellationToken))[0],
            [.. history.OrderBy(h => h.Said.At).ThenBy(h => h.Seq).Select(h => h.Said)]));
    }

    private static Said OfYard(YardEvent e, YardBody body, LoopLink? taken, CustodianNames names) => new(
        e.Id, e.EventTime, e.Kind[YardKinds.Prefix.Length..], e.Word, body.Note, body.To, body.Tube, names.Of(taken?.Taker), names.Of(e.Officer) ?? names.Of(e.ByUser), e.Estimated);
}
