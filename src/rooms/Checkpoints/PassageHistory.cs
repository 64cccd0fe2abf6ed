using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints;

/// <summary>The passages of a person or a vehicle, at the posts that the one who asks may see.</summary>
internal sealed class PassageHistory(RedVestDb db, OwnerBooks books) : IHistory
{
    public Task<IReadOnlyList<HistoryEntry>> OfPersonAsync(HistoryQuestion about, CancellationToken cancellationToken) =>
        AnswerAsync(about, here => here.Where(p => db.Set<Occupant>().Any(o => o.Owner == p.Owner && o.Passage == p.Id && o.Person == about.Id)), cancellationToken);

    public Task<IReadOnlyList<HistoryEntry>> OfVehicleAsync(HistoryQuestion about, CancellationToken cancellationToken) =>
        AnswerAsync(about, here => here.Where(p => p.Vehicle == about.Id), cancellationToken);

    private async Task<IReadOnlyList<HistoryEntry>> AnswerAsync(
        HistoryQuestion about, Func<IQueryable<Passage>, IQueryable<Passage>> narrow, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(about.Owner, cancellationToken);
        var posts = book.Checkpoints.Where(c => about.MaySee(c.DivisionCode, c.Id)).ToDictionary(c => c.Id);
        var seen = posts.Keys.ToArray();
        var found = await narrow(db.Set<Passage>().AsNoTracking().Where(p => p.Owner == about.Owner && seen.Contains(p.Checkpoint)))
            .NewestFirst().Take(about.Most).ToListAsync(cancellationToken);
        return [.. found.Select(p => new HistoryEntry("passage", PassageRows.StartOf(p), p.LeftAt, Say(p, posts[p.Checkpoint]), $"/passages/{p.Id}"))];
    }

    private static string Say(Passage passage, KnownCheckpoint post) => Texts.Say(
        "history.passage",
        ("post", Texts.IsChinese ? post.NameZh : post.NameEn),
        ("verdict", passage.Verdict is { } verdict ? Texts.Say("verdict." + verdict) : Texts.Say("history.no-verdict")));
}
