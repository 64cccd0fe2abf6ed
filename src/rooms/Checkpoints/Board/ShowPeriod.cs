using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Figures;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Board;

/// <summary>
/// One figure over some days: of a lane, a shift, a post, a county, or a city over its counties. Each owner's rows are read for themselves;
/// what is put together are counts, histograms and shares.
/// </summary>
public static class ShowPeriod
{
    private const int MostDays = 92;
    private const string Average = "average";
    private const string Cumulative = "cumulative";
    private const string Highest = "max";

    /// <param name="From">The first local day; today when left out.</param>
    /// <param name="Until">The last one, included; the first when left out. At most 92 days.</param>
    /// <param name="Kind">cumulative (when left out), average: a day's mean, max: the highest day.</param>
    /// <param name="Owner">One county of those the caller sees.</param>
    public readonly record struct Filter(
        DateOnly? From, DateOnly? Until, string? Kind, Guid? Checkpoint, Guid? Lane, int? Shift, string? Category, string? Verdict, int? Owner);

    /// <param name="Days">Over how many days an average was taken: from the first on which anything was counted to the last one that is over.</param>
    /// <param name="Value">Null: nothing was counted.</param>
    /// <param name="Text">As a report says it: over 3,000.</param>
    /// <param name="Since">The start of what was counted.</param>
    public sealed record Answer(
        string Key, string Unit, int Version, string Kind, DateOnly From, DateOnly Until, int Days, double? Value, DisplayName? Text, DateTimeOffset Since,
        IReadOnlyList<DayValue> PerDay, IReadOnlyList<PlaceValue> Places);

    public sealed record DayValue(DateOnly Day, double? Value);

    /// <param name="Own">Its records can be opened by the caller: they are of the caller's own owner.</param>
    public sealed record PlaceValue(int Owner, DisplayName OwnerName, Guid Checkpoint, DisplayName Name, double? Value, bool Own);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        string key, [AsParameters] Filter filter, RedVestDb db, Store store, OwnerBooks books, IEnumerable<IFigureSource> sources, Caller me, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var home = await books.NowAsync(me.Owner, cancellationToken);
        var today = home.DayOf(clock.GetUtcNow());
        var from = filter.From ?? today;
        var until = filter.Until ?? from;
        var kind = filter.Kind is { Length: > 0 } wanted ? wanted : Cumulative;
        if (kind is not (Average or Cumulative or Highest) || until < from || until.DayNumber - from.DayNumber >= MostDays)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "period-wrong", ("most", MostDays));
        if (sources.OfType<EntryFigures>().Single().Find(key) is not { } figure)
            return Problems.Refuse(StatusCodes.Status404NotFound, "figure-unknown", ("key", key));
        if (figure.PeriodKind != "day")
            return Problems.Refuse(StatusCodes.Status400BadRequest, "figure-of-now", ("key", key));
        var asked = new FigureQuestion(from, until, filter.Lane, filter.Shift, filter.Category, filter.Verdict);
        var counted = new List<Counted>();
        foreach (var (owner, name) in await Reach.OwnersAsync(db, me, cancellationToken))
        {
            if (filter.Owner is { } only && only != owner)
                continue;
            await using var own = store.OpenDb(); // an owner's rows for themselves: one day they may lie elsewhere
            var book = await books.NowAsync(owner, cancellationToken);
            foreach (var post in Reach.PostsOf(book, me).Where(c => filter.Checkpoint is null || c.Id == filter.Checkpoint).OrderBy(c => c.Id))
                counted.Add(new Counted(owner, name, post, (await new FigureDays(own, book, post).OfAsync(key, asked, cancellationToken))!));
        }

        return counted.Count == 0
            ? Problems.Refuse(StatusCodes.Status404NotFound, "not-found")
            : TypedResults.Ok(Put(figure, kind, asked, counted, today, home.StartOf(from), me));
    }

    private sealed record Counted(int Owner, DisplayName OwnerName, KnownCheckpoint Post, Dictionary<DateOnly, Amount> Days);

    private static Answer Put(Figure figure, string kind, FigureQuestion asked, List<Counted> counted, DateOnly today, DateTimeOffset since, Caller me)
    {
        var days = counted.SelectMany(c => c.Days).GroupBy(d => d.Key).ToDictionary(g => g.Key, g => Amount.Sum(g.Select(d => d.Value))!);
        var over = AveragedOver(asked, days, today);
        var value = Of(kind, days, over);
        return new Answer(
            figure.Key, figure.Unit, figure.Version, kind, asked.From, asked.Until, over.Count, value,
            value is { } v ? new DisplayName(RoundedText.Zh(v), RoundedText.En(v)) : null, since,
            [.. asked.Days.Where(d => d <= today).Select(d => new DayValue(d, days.TryGetValue(d, out var amount) ? amount.Value : null))],
            [.. counted.Select(c => new PlaceValue(
                c.Owner, c.OwnerName, c.Post.Id, new DisplayName(c.Post.NameZh, c.Post.NameEn), Of(kind, c.Days, over), c.Owner == me.Owner))]);
    }

    /// <summary>A mean of counts goes over all those days, also the ones on which nothing passed; of percentiles and shares there is one over all that was measured.</summary>
    private static double? Of(string kind, Dictionary<DateOnly, Amount> days, List<DateOnly> over) => kind switch
    {
        Highest => days.Values.Max(a => a.Value),
        Average when days.Values.All(a => a is CountAmount) => over.Count == 0 || days.Count == 0
            ? null
            : Math.Round(over.Sum(d => days.TryGetValue(d, out var amount) ? amount.Value ?? 0 : 0) / over.Count, 1),
        Average when days.Values.All(a => a is HighestAmount) => days.Count == 0 ? null : Math.Round(days.Values.Average(a => a.Value) ?? 0, 1),
        _ => Amount.Sum(days.Values)?.Value,
    };

    /// <summary>Today is not over: it would pull a mean down. It counts only when nothing else was asked for.</summary>
    private static List<DateOnly> AveragedOver(FigureQuestion asked, Dictionary<DateOnly, Amount> counted, DateOnly today)
    {
        if (counted.Count == 0)
            return [];
        var first = counted.Keys.Min();
        var all = asked.Days.Where(d => d >= first && d <= today).ToList();
        return all.Count > 1 ? [.. all.Where(d => d < today)] : all;
    }
}
