using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Checkpoints.SelfRegistration;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Devices;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>
/// Opens a drill: gives it the latest ended report day that has no passage at its checkpoint, the lanes it asks for, and one-time codes for its
/// devices. Only in a demo database.
/// </summary>
public static class StartDrill
{
    private const int MostDevices = 66;

    /// <param name="CheckpointId">Null: the checkpoint with the most lanes.</param>
    /// <param name="Lanes">Numbers or names; a lane that is closed or not there yet is opened. Null: the lanes that are open.</param>
    /// <param name="Devices">How many codes; at least one a lane is given.</param>
    /// <param name="Live">For cars that pass now: today, by the server's tickets.</param>
    public sealed record Request(Guid? CheckpointId = null, IReadOnlyList<string>? Lanes = null, int Devices = 1, bool Live = false);

    /// <param name="DayStart">Local midnight at which the day begins.</param>
    /// <param name="Lanes">In the order in which they were asked for.</param>
    /// <param name="PassPlates">Cars whose holders have a commuter pass that holds here on that day.</param>
    /// <param name="Board">Token of the board at which people in the queue register themselves.</param>
    public sealed record Answer(
        int Owner, Guid CheckpointId, DisplayName CheckpointName, DateOnly Day, DateTimeOffset DayStart, DateTimeOffset DayEnd, IReadOnlyList<string> Codes, IReadOnlyList<OpenLane> Lanes,
        IReadOnlyList<string> PassPlates, string Board);

    public sealed record OpenLane(Guid Id, int Number, DisplayName Name, string Direction, string Category, bool Open);

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Request request, Caller me, RedVestDb db, OwnerBooks books, DrillDays days, EnrolmentCodes codes, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await db.Set<OwnerState>().AnyAsync(o => o.Owner == me.Owner && o.Owner != Owners.Installation && o.IsDemo, cancellationToken))
            return Problems.Refuse(StatusCodes.Status409Conflict, "not-a-demo");
        if (request.Devices is < 1 or > MostDevices)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "drill-devices-wrong", ("most", MostDevices));
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var post = request.CheckpointId is { } id ? book.Checkpoint(id) : book.Checkpoints.OrderByDescending(c => c.Lanes.Count).ThenBy(c => c.Id).FirstOrDefault();
        if (post is null)
            return Problems.Refuse(StatusCodes.Status404NotFound, "not-found");
        if (DrillLanes.Choose(post, request.Lanes, clock) is not { } lanes)
            return Problems.Refuse(StatusCodes.Status400BadRequest, "lane-number-wrong");

        var today = book.DayOf(clock.Now());
        var day = request.Live ? today : days.Take(book, post, await TakenAsync(db, me.Owner, post.Id, cancellationToken), today, clock.Now());
        if (day is not { } given)
            return Problems.Refuse(StatusCodes.Status409Conflict, "no-day-left");
        await DrillLanes.SaveAsync(db, me, post, lanes, cancellationToken);
        var issued = new List<string>();
        while (issued.Count < Math.Max(request.Devices, lanes.Count))
            issued.Add((await codes.IssueAsync(me, post.Id, Device.Drill, given, cancellationToken))!.Code); // the operator sees every post of the owner

        return TypedResults.Ok(new Answer(
            me.Owner, post.Id, new(post.NameZh, post.NameEn), given, DrillDays.StartOf(book, given), DrillDays.StartOf(book, given.AddDays(1)), issued,
            [.. lanes.Select(l => new OpenLane(l.Lane.Id, l.Lane.Number, new(l.Lane.NameZh, l.Lane.NameEn), l.Lane.Direction, l.Lane.Category, Open: true))],
            await PassPlatesAsync(db, me.Owner, post.Id, given, cancellationToken),
            await Boards.TokenOfAsync(db, me, post.Id, cancellationToken)));
    }

    private static async Task<List<string>> PassPlatesAsync(RedVestDb db, int owner, Guid checkpoint, DateOnly day, CancellationToken cancellationToken) =>
        [.. (await db.Set<CommuterPass>().AsNoTracking()
            .Where(p => p.Owner == owner && p.State == PassStates.Active && p.Plate != null && p.ValidFrom <= day && p.ValidTo >= day).ToListAsync(cancellationToken))
            .Where(p => p.PostIds.Contains(checkpoint)).Select(p => p.Plate!).Distinct().Order(StringComparer.Ordinal)]; // filtered above

    private static async Task<HashSet<DateOnly>> TakenAsync(RedVestDb db, int owner, Guid checkpoint, CancellationToken cancellationToken) =>
        [.. await db.Set<Passage>().Where(p => p.Owner == owner && p.Checkpoint == checkpoint).Select(p => p.ReportDate).Distinct().ToListAsync(cancellationToken)];
}
