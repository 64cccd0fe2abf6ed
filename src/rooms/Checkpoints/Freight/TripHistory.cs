using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Freight;

/// <summary>The freight trips somebody was announced with or sat in, and those of a lorry.</summary>
internal sealed class TripHistory(RedVestDb db, OwnerBooks books) : IHistory
{
    public Task<IReadOnlyList<HistoryEntry>> OfPersonAsync(HistoryQuestion about, CancellationToken cancellationToken) => AnswerAsync(
        about,
        trips => trips.Where(t => db.Set<TripCrew>().Any(c => c.Owner == t.Owner && c.Trip == t.Id && c.Person == about.Id)
            || db.Set<Occupant>().Any(o => o.Owner == t.Owner && o.Person == about.Id && (o.Passage == t.EntryPassage || o.Passage == t.ExitPassage))),
        cancellationToken);

    public Task<IReadOnlyList<HistoryEntry>> OfVehicleAsync(HistoryQuestion about, CancellationToken cancellationToken) => AnswerAsync(
        about, trips => trips.Where(t => db.Set<Vehicle>().Any(v => v.Owner == t.Owner && v.Id == about.Id && (v.Plate == t.Plate || v.Plate == t.Trailer))), cancellationToken);

    private async Task<IReadOnlyList<HistoryEntry>> AnswerAsync(
        HistoryQuestion about, Func<IQueryable<Trip>, IQueryable<Trip>> narrow, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(about.Owner, cancellationToken);
        var posts = book.Checkpoints.Where(c => about.MaySee(c.DivisionCode, c.Id)).ToDictionary(c => c.Id);
        var seen = posts.Keys.ToArray();
        var found = await narrow(db.Set<Trip>().AsNoTracking().Where(t => t.Owner == about.Owner && seen.Contains(t.Checkpoint)))
            .Join(db.Set<Loop>(), t => new { t.Owner, t.Id }, l => new { l.Owner, l.Id }, (t, l) => new { Trip = t, l.OpenedAt, l.EndedAt, l.EndReason })
            .OrderByDescending(x => x.OpenedAt).Take(about.Most).ToListAsync(cancellationToken);
        return [.. found.Select(x => new HistoryEntry(
            "trip", x.Trip.EnteredAt ?? x.OpenedAt, x.EndedAt,
            Texts.Say(
                "history.trip", ("post", posts[x.Trip.Checkpoint].Name()), ("consignee", x.Trip.Consignee ?? Texts.Say("history.no-consignee")),
                ("end", LoopEnds.Say(x.EndedAt, x.EndReason))),
            $"/checkpoints/{x.Trip.Checkpoint}/trips/{x.Trip.Id}"))];
    }
}
