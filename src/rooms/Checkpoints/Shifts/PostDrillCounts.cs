using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Shifts;

/// <summary>The drill's own list of what it drove through the lanes, as an independent count. Only in a demo database.</summary>
public static class PostDrillCounts
{
    private const int Most = 10_000;

    /// <param name="Counts">At: the start of what was counted.</param>
    public sealed record Request(Guid CheckpointId, [Required] IReadOnlyList<Row> Counts);

    public sealed record Row(Guid Lane, DateTimeOffset At, [Range(0, Most)] int Count);

    internal static async Task<Results<Ok<ImportCounts.Answer>, ProblemHttpResult>> HandleAsync(
        Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await db.Set<OwnerState>().AnyAsync(o => o.Owner == me.Owner && o.Owner != Owners.Installation && o.IsDemo, cancellationToken))
            return Problems.Refuse(StatusCodes.Status409Conflict, "not-a-demo");
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.Checkpoint(request.CheckpointId) is not { } post || request.Counts.Any(c => post.Lanes.All(l => l.Id != c.Lane)))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        return TypedResults.Ok(await ImportCounts.TakeAsync(
            db, book, post, me, clock, clock.NewId(), CountSources.Drill, [.. request.Counts.Select((c, i) => new CountFile.Row(i + 1, c.At.ToUniversalTime(), c.Lane, c.Count))], [], dryRun: false, cancellationToken));
    }
}
