using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints;

/// <summary>From an instant on, a post asks by a template. Never backwards: what was asked was asked.</summary>
public static class AssignGate
{
    private static readonly TimeSpan Latest = TimeSpan.FromDays(90);

    /// <param name="Gate">Null: only the pack's own evidence.</param>
    /// <param name="From">Null: now. Otherwise up to 90 days ahead; the same instant again replaces what was planned for it.</param>
    public sealed record Request(string? Gate, int? Version, DateTimeOffset? From = null);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).All(c => c.Id != id))
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (request.Gate is not null && book.Gates.Find(request.Gate, request.Version) is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "gate-unknown");
        var now = clock.Now();
        if (request.From < now.AddMinutes(-1) || request.From > now + Latest)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "gate-from-wrong");
        await RunAsync(db, me, me.Owner, id, request with { From = request.From?.ToUniversalTime() ?? now }, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The act itself, for whoever may say any instant: a loader's posts have asked by their template since they were opened.</summary>
    /// <param name="request">With its instant.</param>
    public static Task RunAsync(RedVestDb db, Caller me, int owner, Guid checkpoint, Request request, CancellationToken cancellationToken)
    {
        var from = request.From ?? throw new ArgumentException("An instant is needed.", nameof(request));
        return db.WriteAsync(owner, me.Did("gate-assigned", checkpoint, new { gate = request.Gate, version = request.Version, from }), async write =>
        {
            write.RaiseRevision();
            var planned = await db.Set<PostGate>().SingleOrDefaultAsync(g => g.Owner == owner && g.CheckpointId == checkpoint && g.From == from, cancellationToken);
            if (planned is null)
                db.Add(planned = new PostGate { Owner = owner, CheckpointId = checkpoint, From = from });
            (planned.GateId, planned.GateVersion, planned.ByUser) = (request.Gate, request.Gate is null ? null : request.Version, me.Id);
            return true;
        }, cancellationToken);
    }
}
