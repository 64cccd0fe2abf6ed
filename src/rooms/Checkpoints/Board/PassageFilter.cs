using System.Linq.Expressions;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Board;

/// <summary>What a list of passages can be narrowed by, beyond its day, lane and shift. None of it is personal: it stands in URLs.</summary>
internal static class PassageFilter
{
    /// <summary>Passages in a state; of an unknown one there are none.</summary>
    public static IQueryable<Passage> InState(this IQueryable<Passage> passages, string? state) => state switch
    {
        null or "" => passages,
        "left" => passages.Where(p => p.LeftAt != null && p.Verdict != null),
        Passage.Dropped => passages.Where(p => p.LeftAt != null && p.Verdict == null),
        "decided" => passages.Where(p => p.LeftAt == null && p.Verdict != null),
        "in-check" => passages.Where(p => p.LeftAt == null && p.Verdict == null && p.StartedAt != null),
        "at-barrier" => passages.Where(p => p.LeftAt == null && p.Verdict == null && p.StartedAt == null),
        _ => passages.Where(p => false),
    };

    /// <summary>Passages with a flag: visitor, returnee, disinfected, plate-shared, person-elsewhere.</summary>
    public static IQueryable<Passage> WithFlag(this IQueryable<Passage> passages, string flag)
    {
        var whole = Words.Whole(flag);
        return passages.Where(p => (p.Flags != null && p.Flags.Contains(whole)) || (p.Doubts != null && p.Doubts.Contains(whole)));
    }

    /// <summary>Passages with a mark; of an unknown one there are none.</summary>
    public static IQueryable<Passage> Marked(this IQueryable<Passage> passages, string? mark) => mark switch
    {
        null or "" => passages,
        "must-look" => passages.Where(p => p.MustLook),
        "differs" => passages.Where(p => p.Differs),
        "corrected" => passages.Where(p => p.Corrected),
        "estimated" => passages.Where(p => p.Estimated),
        "restricted" => passages.Where(p => p.ReleasedWhileRestricted),
        "disagrees" => passages.Where(p => p.Disagrees),
        "unusual" => passages.Where(p => p.Unusual),
        "emergency" => passages.Where(p => p.Emergency),
        "no-plate" => passages.Where(p => p.HasVehicle && p.Plate == null),
        "on-foot" => passages.Where(p => !p.HasVehicle),
        _ => passages.Where(p => false),
    };

    /// <summary>The passages that a figure counts or measures; null when no passages are behind it.</summary>
    public static Expression<Func<Passage, bool>>? BehindFigure(RedVestDb db, string key)
    {
        if (EntryFigures.All.FirstOrDefault(f => f.Figure.Key == key) is { } counted)
            return counted.Of;
        if (FailedItems.ItemOf(key) is { } item)
            return FailedItems.Passages(item);
        if (key == EntryFigures.P50.Key || key == EntryFigures.P90.Key)
            return DayCount.IsTimed;
        if (key == EntryFigures.Recognised.Key)
            return p => p.Verdict != null && !p.Emergency;
        return key == EntryFigures.InYard.Key
            ? p => db.Set<Loop>().Any(l => l.Owner == p.Owner && l.Subject == p.Id && l.Kind == CustodyKinds.Person && l.EndedAt == null)
            : null;
    }
}
