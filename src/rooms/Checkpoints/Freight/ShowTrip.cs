using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Freight;

/// <summary>One trip with whom to call and everything that was recorded, in the order it happened. Who looked is in the audit.</summary>
public static class ShowTrip
{
    /// <param name="ContactName">At the consignee's; null: nobody said.</param>
    public sealed record Answer(TripRow Trip, string? ContactName, string? ContactPhone, IReadOnlyList<Said> History);

    /// <param name="What">announced, entered, sealed, seal-checked, escorted, loading, returning, exit, closed.</param>
    /// <param name="By">Who recorded it; null: a device on which nobody said who was there.</param>
    public sealed record Said(Guid Id, DateTimeOffset At, string What, string? Seal, bool? Intact, Guid? Photo, string? Escort, string? Reason, string? Note, string? By, bool Estimated);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid id, RedVestDb db, OwnerBooks books, KeyRing keys, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var trips = new TripList(db, keys, book);
        if (await trips.FindAsync(id, [.. book.SeenBy(me).Select(c => c.Id)], clock.Now(), cancellationToken) is not { } row)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        await db.WriteAsync(me.Owner, me.Did("trip-viewed", id), () => { }, cancellationToken);
        var events = await db.Set<TripEvent>().AsNoTracking().Where(e => e.Owner == me.Owner && e.Trip == id)
            .OrderBy(e => e.EventTime).ThenBy(e => e.Seq).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        var names = await CustodianNames.ReadAsync(db, book, [], events.Select(e => e.Officer), events.Select(e => e.ByUser), cancellationToken);
        var bodies = events.ConvertAll(trips.Open);
        var contact = bodies.LastOrDefault(b => b.Contact is not null)?.Contact;
        return TypedResults.Ok(new Answer(row, contact?.Name, contact?.Phone, [.. events.Zip(bodies, (e, b) => new Said(
            e.Id, e.EventTime, e.Kind[TripKinds.Prefix.Length..], b.Seal, b.Intact, b.Photo, b.Escort, b.Reason, b.Note, names.Of(e.Officer) ?? names.Of(e.ByUser), e.Estimated))]));
    }
}
