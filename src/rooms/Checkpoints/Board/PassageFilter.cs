using System.Linq.Expressions;
using RedVest.Checkpoints.Passages;

namespace RedVest.Checkpoints.Board;

/// <summary>What a list of passages can be narrowed by, beyond its day, lane and shift. None of it is personal: it stands in URLs.</summary>
internal static class PassageFilter
{
    /// <summary>Passages in a state; of an unknown one there are none.</summary>
    public static IQueryable<Passage> InState(this IQueryable<Passage> passages, string? state) => state switch
    {
        null or "" => passages,
        "left" => passages.Where(p => p.LeftAt != null),
        "decided" => passages.Where(p => p.LeftAt == null && p.Verdict != null),
        "in-check" => passages.Where(p => p.LeftAt == null && p.Verdict == null && p.StartedAt != null),
        "at-barrier" => passages.Where(p => p.LeftAt == null && p.Verdict == null && p.StartedAt == null),
        _ => passages.Where(p => false),
    };

    /// <summary>The passages that a figure counts or measures; null when no passages are behind it.</summary>
    public static Expression<Func<Passage, bool>>? BehindFigure(string key) =>
        EntryFigures.All.FirstOrDefault(f => f.Figure.Key == key)?.Of
        ?? (key == EntryFigures.P50.Key || key == EntryFigures.P90.Key ? DayCount.IsTimed : null);
}
