using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Contracts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Duty;

/// <summary>Who is lent to which post, newest first; or exactly those behind a figure or a count.</summary>
public static class ListSecondments
{
    private const int UsualRows = 100;

    /// <param name="Status">A political status.</param>
    /// <param name="Crew">A crew's letter.</param>
    /// <param name="State">now (when left out), planned, ended or all.</param>
    /// <param name="Q">A part of the person's name.</param>
    /// <param name="Figure">A figure's key: only those whom it counts.</param>
    /// <param name="After">The <c>next</c> of the page before.</param>
    /// <param name="Limit">1 to 200.</param>
    public readonly record struct Filter(
        Guid? Post, Guid? Unit, string? Function, string? Status, string? Crew, string? State, string? Q, string? Figure, string? After, int? Limit);

    /// <param name="HasContact">Somebody in the home unit can be called; <c>contact</c> shows whom.</param>
    public sealed record Row(
        Guid Id, Guid Person, string Name, Guid HomeUnit, DisplayName HomeUnitName, Guid Post, string Function, string? Crew, string PoliticalStatus,
        DateTimeOffset From, DateTimeOffset? Until, string? EndReason, bool HasContact);

    public sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    internal static async Task<Results<Ok<Page>, ProblemHttpResult>> HandleAsync(
        [AsParameters] Filter filter, RedVestDb db, IPosts posts, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var seen = (await Reach.OfAsync(posts, me, cancellationToken)).Select(p => p.Id).Where(id => filter.Post is null || id == filter.Post).ToArray();
        if (seen.Length == 0 && filter.Post is not null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (PageMark.Read(filter.After) is not { } mark)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "after-wrong");
        if (filter.Figure is { Length: > 0 } key && PostFigures.BehindFigure(key) is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "figure-without-records");

        var limit = Math.Clamp(filter.Limit ?? UsualRows, 1, PageMark.MostRows);
        var of = Narrow(db.Set<Secondment>().Where(s => s.Owner == me.Owner && seen.Contains(s.Post) && s.From <= mark.At), filter, clock.Now());
        var rows = await Rows(db, of, me.Owner, filter.Q, mark.Shown, limit + 1).ToListAsync(cancellationToken);
        var more = rows.Count > limit;
        rows = [.. rows.Take(limit)];
        return TypedResults.Ok(new Page(rows, more ? mark.After([.. rows.Select(r => r.From)]).ToString() : null));
    }

    private static IQueryable<Secondment> Narrow(IQueryable<Secondment> all, Filter filter, DateTimeOffset now)
    {
        all = filter.State switch
        {
            null or "" or "now" => all.Where(Secondment.InForceAt(now)),
            "planned" => all.Where(s => s.From > now && (s.Until == null || s.Until > s.From)),
            "ended" => all.Where(s => s.Until <= now || s.Until == s.From),
            "all" => all,
            _ => all.Where(s => false),
        };
        if (filter.Figure is { Length: > 0 } key && PostFigures.BehindFigure(key) is { } behind)
            all = all.Where(behind);
        if (filter.Unit is { } unit)
            all = all.Where(s => s.HomeUnit == unit);
        if (filter.Function is { Length: > 0 } function)
            all = all.Where(s => s.Function == function);
        if (filter.Status is { Length: > 0 } status)
            all = all.Where(s => s.PoliticalStatus == status);
        if (filter.Crew is { Length: > 0 } crew)
            all = all.Where(s => s.Crew == crew);
        return all;
    }

    private static IQueryable<Row> Rows(RedVestDb db, IQueryable<Secondment> of, int owner, string? q, int skip, int take)
    {
        var named = of.Join(db.Set<StaffMember>().Where(p => p.Owner == owner), s => s.Person, p => p.Id, (s, p) => new { s, p.Name })
            .Join(db.Set<Organisation>().Where(o => o.Owner == owner), x => x.s.HomeUnit, o => o.Id, (x, o) => new { x.s, x.Name, o.NameZh, o.NameEn });
        if (q?.Trim() is { Length: > 0 } part)
            named = named.Where(x => x.Name.Contains(part));
        return named.OrderByDescending(x => x.s.From).ThenBy(x => x.s.Id).Skip(skip).Take(take).Select(x => new Row(
            x.s.Id, x.s.Person, x.Name, x.s.HomeUnit, new DisplayName(x.NameZh, x.NameEn), x.s.Post, x.s.Function, x.s.Crew, x.s.PoliticalStatus,
            x.s.From, x.s.Until, x.s.EndReason, x.s.Contact != null));
    }
}
