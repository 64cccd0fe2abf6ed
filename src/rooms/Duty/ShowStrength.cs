using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Duty;

/// <summary>
/// The strength of each post in the caller's scope at one moment: by home unit, function, crew and political status. The counts are never added to
/// one another: a Party member is one of the staff as well.
/// </summary>
public static class ShowStrength
{
    /// <param name="At">The moment of the count.</param>
    public sealed record Answer(DateTimeOffset At, IReadOnlyList<PostRow> Posts);

    /// <param name="Units">Largest first.</param>
    /// <param name="Functions">Persons by function, largest first; so are crews (those in one only) and political statuses.</param>
    public sealed record PostRow(
        Guid Post, DisplayName Name, IReadOnlyList<FigureValue> Figures,
        IReadOnlyList<UnitCount> Units, IReadOnlyList<WordCount> Functions, IReadOnlyList<WordCount> Crews, IReadOnlyList<WordCount> Statuses);

    /// <param name="PartyMembers">How many of <paramref name="Staff"/> are Party members.</param>
    public sealed record UnitCount(Guid Unit, DisplayName Name, int Staff, int PartyMembers);

    public sealed record WordCount(string Word, int Staff);

    internal static async Task<Ok<Answer>> HandleAsync(
        RedVestDb db, IPosts posts, Caller me, TimeProvider clock, CancellationToken cancellationToken, Guid? post = null, DateTimeOffset? at = null)
    {
        var moment = at?.ToUniversalTime() ?? clock.Now();
        var seen = (await Reach.OfAsync(posts, me, cancellationToken)).Where(p => post is null || p.Id == post).ToList();
        return TypedResults.Ok(new Answer(moment, await OfAsync(db, me.Owner, seen, moment, cancellationToken)));
    }

    internal static async Task<IReadOnlyList<PostRow>> OfAsync(
        RedVestDb db, int owner, IReadOnlyList<Post> posts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = posts.Select(p => p.Id).ToArray();
        var there = await db.Set<Secondment>().AsNoTracking().Where(s => s.Owner == owner && ids.Contains(s.Post)).Where(Secondment.InForceAt(at))
            .Select(s => new Lent(s.Post, s.HomeUnit, s.Function, s.Crew, s.PoliticalStatus)).ToListAsync(cancellationToken);
        var units = there.Select(s => s.HomeUnit).Distinct().ToArray();
        var names = await db.Set<Organisation>().Where(o => o.Owner == owner && units.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => new DisplayName(o.NameZh, o.NameEn), cancellationToken);
        return [.. posts.Select(p => RowOf(p, [.. there.Where(s => s.Post == p.Id)], names, at))];
    }

    private static PostRow RowOf(Post post, IReadOnlyList<Lent> there, Dictionary<Guid, DisplayName> names, DateTimeOffset at)
    {
        var units = there.GroupBy(s => s.HomeUnit)
            .Select(g => new UnitCount(g.Key, names[g.Key], g.Count(), g.Count(IsPartyMember))) // a secondment's unit is never deleted
            .OrderByDescending(u => u.Staff).ThenBy(u => u.Unit).ToList();
        return new PostRow(
            post.Id,
            new DisplayName(post.NameZh, post.NameEn),
            [
                FigureValue.Of(PostFigures.Staff, there.Count, at),
                FigureValue.Of(PostFigures.Organisations, units.Count, at),
                FigureValue.Of(PostFigures.PartyMembers, there.Count(IsPartyMember), at),
            ],
            units,
            By(there, s => s.Function),
            [.. By(there.Where(s => s.Crew is not null), s => s.Crew!).OrderBy(c => c.Word, StringComparer.Ordinal)], // those without a crew are left out
            By(there, s => s.PoliticalStatus));
    }

    private static bool IsPartyMember(Lent person) => person.PoliticalStatus == PoliticalStatus.PartyMember;

    private static List<WordCount> By(IEnumerable<Lent> there, Func<Lent, string> word) =>
        [.. there.GroupBy(word).Select(g => new WordCount(g.Key, g.Count())).OrderByDescending(c => c.Staff).ThenBy(c => c.Word, StringComparer.Ordinal)];

    private sealed record Lent(Guid Post, Guid HomeUnit, string Function, string? Crew, string PoliticalStatus);
}
