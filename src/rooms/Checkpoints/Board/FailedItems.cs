using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Figures;

namespace RedVest.Checkpoints.Board;

/// <summary>How many persons failed an item of their gate: <c>entry.failed.mask</c>. An owner's own item has its figure too.</summary>
internal static class FailedItems
{
    public const string Prefix = "entry.failed.";

    /// <summary>The figures of the items that shipped templates ask.</summary>
    public static IEnumerable<Figure> Shipped => ShippedGates.All.SelectMany(g => g.Items).Where(i => i.Good is not null).Select(i => i.Key).Distinct(StringComparer.Ordinal).Select(FigureOf);

    public static Figure FigureOf(string item) => new(Prefix + item, "person-times", "day", 1, RollUp.Sum);

    /// <summary>The item a figure's key names; null when it names none.</summary>
    public static string? ItemOf(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && PostWords.IsWord(key[Prefix.Length..]) ? key[Prefix.Length..] : null;

    /// <summary>Passages in which somebody failed the item.</summary>
    public static Expression<Func<Passage, bool>> Passages(string item)
    {
        var whole = Words.Whole(item);
        return p => p.Failed != null && p.Failed.Contains(whole);
    }

    /// <summary>Persons who failed the item by day, of passages with a verdict.</summary>
    public static async Task<Dictionary<DateOnly, Amount>> CountAsync(DbSet<Occupant> occupants, IQueryable<Passage> slice, string item, CancellationToken cancellationToken)
    {
        var whole = Words.Whole(item);
        var days = await slice.Where(p => p.Verdict != null).Where(Passages(item))
            .Join(occupants.AsNoTracking(), p => new { p.Owner, Passage = p.Id }, o => new { o.Owner, o.Passage }, (p, o) => new { p.ReportDate, o.Failed })
            .Where(o => o.Failed != null && o.Failed.Contains(whole))
            .GroupBy(o => o.ReportDate).Select(g => new { Day = g.Key, Persons = g.Count() }).ToListAsync(cancellationToken);
        return days.ToDictionary(d => d.Day, d => (Amount)new CountAmount(d.Persons));
    }
}
