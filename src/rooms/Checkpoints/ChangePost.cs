using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>Changes what a post is called and when it works. Its division stays: figures and grants hang on it.</summary>
public static class ChangePost
{
    /// <param name="ShiftStarts">Local times, ascending: <see cref="AddCheckpoint.FourShifts"/>.</param>
    /// <param name="Hours"><c>07:00-23:00</c>, local; null: round the clock.</param>
    /// <param name="Latitude">Degrees, WGS-84; both or neither.</param>
    /// <param name="Closed">Nothing is checked there any more.</param>
    public sealed record Request(
        string Kind, DisplayName Name, string ShiftStarts, string? Hours = null, string? Neighbour = null, double? Latitude = null, double? Longitude = null, bool Closed = false);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, RedVestDb db, OwnerBooks books, Caller me, TimeProvider clock, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } known)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        var wanted = new AddCheckpoint.Request(me.Owner, id, request.Kind, request.Name, known.DivisionCode, request.ShiftStarts, [])
        {
            Hours = request.Hours,
            Neighbour = request.Neighbour,
            Latitude = request.Latitude,
            Longitude = request.Longitude,
        };
        if (AddCheckpoint.Refusal(wanted) is { } refusal)
            return Problems.Refuse(StatusCodes.Status400BadRequest, refusal);
        await db.WriteAsync(me.Owner, me.Did("checkpoint-changed", id), async write =>
        {
            var post = await db.Set<Checkpoint>().SingleAsync(c => c.Owner == me.Owner && c.Id == id, cancellationToken);
            (post.Kind, post.NameZh, post.NameEn, post.ShiftStarts) = (request.Kind, request.Name.Zh, request.Name.En, request.ShiftStarts);
            (post.Hours, post.Neighbour, post.Latitude, post.Longitude) = (request.Hours, Tidy(request.Neighbour), request.Latitude, request.Longitude);
            post.ClosedAt = request.Closed ? post.ClosedAt ?? clock.Now() : null;
            if (await db.Set<Place>().SingleOrDefaultAsync(p => p.Owner == me.Owner && p.Id == post.PlaceId, cancellationToken) is { } place)
                (place.NameZh, place.NameEn) = (post.NameZh, post.NameEn);
            write.RaiseRevision();
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    internal static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
