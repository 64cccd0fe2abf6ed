using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>Adds a station to a post, changes one, or takes it out of use. What was recorded there keeps it.</summary>
public static class KeepStation
{
    /// <param name="Zone">clean, buffer or contaminated.</param>
    /// <param name="Capacity">Persons at once; null: not counted.</param>
    /// <param name="Closed">No longer in use.</param>
    public sealed record Request(int Number, string Kind, DisplayName Name, string Zone, int? Capacity = null, bool Closed = false);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Guid station, Request request, RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var isElsewhere = book.Checkpoints.Any(c => c.Id != id && c.Stations.Any(s => s.Id == station));
        if (book.SeenBy(me).FirstOrDefault(c => c.Id == id) is not { } post || isElsewhere)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (AddCheckpoint.Refusal(new AddCheckpoint.NewStation(station, request.Number, request.Kind, request.Name, request.Zone, request.Capacity)) is { } refusal)
            return Problems.Refuse(StatusCodes.Status400BadRequest, refusal);
        if (post.Stations.Any(s => s.Id != station && s.Number == request.Number))
            return Problems.Refuse(StatusCodes.Status409Conflict, "station-number-wrong");
        await db.WriteAsync(me.Owner, me.Did("station-kept", id, new { station }), async write =>
        {
            write.RaiseRevision();
            var known = await db.Set<Station>().SingleOrDefaultAsync(s => s.Owner == me.Owner && s.Id == station, cancellationToken);
            if (known is null)
            {
                db.Add(known = new Station
                {
                    Owner = me.Owner,
                    Id = station,
                    CheckpointId = id,
                    Number = request.Number,
                    Kind = request.Kind,
                    NameZh = request.Name.Zh,
                    NameEn = request.Name.En,
                    Zone = request.Zone,
                });
            }

            (known.Number, known.Kind, known.NameZh, known.NameEn) = (request.Number, request.Kind, request.Name.Zh, request.Name.En);
            (known.Zone, known.Capacity, known.IsClosed) = (request.Zone, request.Capacity, request.Closed);
            return true;
        }, cancellationToken);
        return TypedResults.NoContent();
    }
}
