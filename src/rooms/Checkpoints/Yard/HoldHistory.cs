using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Yard;

/// <summary>When a person was held at a post, or the people of a car were, and how it ended.</summary>
internal sealed class HoldHistory(RedVestDb db, OwnerBooks books) : IHistory
{
    public Task<IReadOnlyList<HistoryEntry>> OfPersonAsync(HistoryQuestion about, CancellationToken cancellationToken) =>
        AnswerAsync(about, loops => loops.Where(l => l.About == about.Id), cancellationToken);

    public Task<IReadOnlyList<HistoryEntry>> OfVehicleAsync(HistoryQuestion about, CancellationToken cancellationToken) => AnswerAsync(
        about, loops => loops.Where(l => db.Set<Passage>().Any(p => p.Owner == l.Owner && p.Id == l.Subject && p.Vehicle == about.Id)), cancellationToken);

    private async Task<IReadOnlyList<HistoryEntry>> AnswerAsync(
        HistoryQuestion about, Func<IQueryable<Loop>, IQueryable<Loop>> narrow, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(about.Owner, cancellationToken);
        var posts = book.Checkpoints.Where(c => about.MaySee(c.DivisionCode, c.Id)).ToDictionary(c => c.Id);
        var seen = posts.Keys.ToArray();
        var found = await narrow(db.Set<Loop>().AsNoTracking().Where(l => l.Owner == about.Owner && l.Kind == CustodyKinds.Person && seen.Contains(l.Place)))
            .OrderByDescending(l => l.OpenedAt).Take(about.Most).ToListAsync(cancellationToken);
        return [.. found.Select(l => new HistoryEntry(
            "hold", l.OpenedAt, l.EndedAt,
            Texts.Say("history.hold", ("post", posts[l.Place].Name()), ("end", LoopEnds.Say(l.EndedAt, l.EndReason))),
            $"/checkpoints/{l.Place}/yard/{l.Id}"))];
    }
}
