using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>The checkpoints a user may look at, with their lanes.</summary>
public static class ListCheckpoints
{
    public sealed record Answer(IReadOnlyList<Row> Rows);

    /// <param name="DivisionCode">12 digits.</param>
    /// <param name="DivisionName">The code itself when the list of divisions does not have it.</param>
    /// <param name="Today">The local day now.</param>
    /// <param name="LastDay">The last local day on which anything passed; null: none yet.</param>
    public sealed record Row(
        Guid Id, DisplayName Name, string Kind, long DivisionCode, DisplayName DivisionName, IReadOnlyList<LaneRow> Lanes, DateOnly Today, DateOnly? LastDay);

    public sealed record LaneRow(Guid Id, int Number, DisplayName Name, string Direction, string Category, bool Open);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var mine = book.Checkpoints.Where(c => me.MaySee(c.DivisionCode, c.Id)).OrderBy(c => c.Id).ToArray();
        var codes = mine.Select(c => c.DivisionCode).Distinct().ToArray();
        var divisions = await db.Set<Division>().Where(d => d.Owner == Owners.Installation && codes.Contains(d.Code))
            .ToDictionaryAsync(d => d.Code, d => new DisplayName(d.NameZh, d.NameEn), cancellationToken);
        var today = book.DayOf(clock.GetUtcNow());
        var rows = new List<Row>(mine.Length);
        foreach (var c in mine)
        {
            var code = c.DivisionCode.ToString(System.Globalization.CultureInfo.InvariantCulture);
            rows.Add(new Row(
                c.Id,
                new DisplayName(c.NameZh, c.NameEn),
                c.Kind,
                c.DivisionCode,
                divisions.GetValueOrDefault(c.DivisionCode) ?? new DisplayName(code, code),
                [.. c.Lanes.Select(l => new LaneRow(l.Id, l.Number, new DisplayName(l.NameZh, l.NameEn), l.Direction, l.Category, l.IsOpen))],
                today,
                await LastDayAsync(db, me.Owner, c.Id, cancellationToken)));
        }

        return TypedResults.Ok(new Answer(rows));
    }

    /// <summary>One step into an index each: a county has few checkpoints and many passages.</summary>
    private static Task<DateOnly?> LastDayAsync(RedVestDb db, int owner, Guid checkpoint, CancellationToken cancellationToken) =>
        db.Set<Passage>().Where(p => p.Owner == owner && p.Checkpoint == checkpoint).MaxAsync(p => (DateOnly?)p.ReportDate, cancellationToken);
}
