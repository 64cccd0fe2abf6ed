using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Sync;

/// <summary>Records of the caller's devices that were refused or are in conflict, newest first. Their content stays encrypted.</summary>
public static class ListKept
{
    /// <param name="Seq">The device's number of the record.</param>
    /// <param name="Outcome">refused or conflict.</param>
    public sealed record Row(Guid Id, Guid DeviceId, string DeviceName, long Seq, string Kind, string Outcome, string? Code, DateTimeOffset At);

    /// <param name="Next">The <c>after</c> of the next page; null on the last.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    internal static async Task<Results<Ok<Page>, ProblemHttpResult>> HandleAsync(
        RedVestDb db, Caller me, CancellationToken cancellationToken, string? after = null, int limit = 50)
    {
        if (PageMark.Read(after) is not { } mark)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "after-wrong");
        limit = Math.Clamp(limit, 1, PageMark.MostRows);
        var rows = await db.Set<KeptRecord>().AsNoTracking()
            .Join(Device.SeenBy(db, me), k => new { k.Owner, Id = k.Device }, d => new { d.Owner, d.Id }, (k, d) => new { k, d.Name })
            .Where(x => x.k.At <= mark.At)
            .OrderByDescending(x => x.k.At).ThenByDescending(x => x.k.Id)
            .Skip(mark.Shown).Take(limit + 1)
            .Select(x => new Row(x.k.Id, x.k.Device, x.Name, x.k.Seq, x.k.Kind, x.k.Outcome, x.k.Code, x.k.At))
            .ToListAsync(cancellationToken);
        var page = rows.Take(limit).ToList();
        return TypedResults.Ok(new Page(page, rows.Count > limit ? mark.After([.. page.Select(r => r.At)]).ToString() : null));
    }
}
