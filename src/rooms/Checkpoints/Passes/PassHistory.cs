using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Posts;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Storage;
using RedVest.Registry;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passes;

/// <summary>The commuter passes of a person, or of a person who comes in this car, for posts that the one who asks may see.</summary>
internal sealed class PassHistory(RedVestDb db, OwnerBooks books, TimeProvider clock) : IHistory
{
    public Task<IReadOnlyList<HistoryEntry>> OfPersonAsync(HistoryQuestion about, CancellationToken cancellationToken) =>
        AnswerAsync(about, passes => passes.Where(p => p.Person == about.Id), "history.pass", cancellationToken);

    public Task<IReadOnlyList<HistoryEntry>> OfVehicleAsync(HistoryQuestion about, CancellationToken cancellationToken) =>
        AnswerAsync(
            about,
            passes => passes.Where(p => db.Set<Vehicle>().Any(v => v.Owner == p.Owner && v.Id == about.Id && v.Plate == p.Plate)),
            "history.pass-car", cancellationToken);

    private async Task<IReadOnlyList<HistoryEntry>> AnswerAsync(
        HistoryQuestion about, Func<IQueryable<CommuterPass>, IQueryable<CommuterPass>> narrow, string sentence, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(about.Owner, cancellationToken);
        var seen = book.Checkpoints.Where(c => about.MaySee(c.DivisionCode, c.Id)).Select(c => c.Id.ToString()).ToArray();
        var found = await narrow(db.Set<CommuterPass>().AsNoTracking().Where(p => p.Owner == about.Owner && seen.Any(id => p.Posts.Contains(id))))
            .OrderByDescending(p => p.IssuedAt).Take(about.Most).ToListAsync(cancellationToken);
        var employers = found.Select(p => p.Employer).Distinct().ToArray();
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => o.Owner == about.Owner && employers.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => Texts.IsChinese ? o.NameZh : o.NameEn, cancellationToken);
        var now = clock.GetUtcNow();
        return [.. found.Select(p => new HistoryEntry(
            "pass", p.IssuedAt, p.State == PassStates.Ended ? p.ChangedAt : book.StartOf(p.ValidTo.AddDays(1)),
            Texts.Say(
                sentence, ("number", p.Number), ("employer", names.GetValueOrDefault(p.Employer) ?? ""),
                ("state", Texts.Say("pass.state." + p.Terms.StateAt(null, now, book.State.UtcOffsetMinutes)))),
            $"/passes/{p.Id}"))];
    }
}
