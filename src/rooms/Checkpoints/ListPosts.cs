using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>The posts a user may look at, with all they are made of.</summary>
public static class ListPosts
{
    public sealed record Answer(IReadOnlyList<Row> Rows);

    /// <param name="Hours"><c>07:00-23:00</c>, local; null: round the clock.</param>
    /// <param name="Neighbour">The counterpart on the other side of the border.</param>
    /// <param name="Latitude">Degrees, WGS-84; null when nobody measured it.</param>
    /// <param name="ClosedAt">Null: it works.</param>
    public sealed record Row(
        Guid Id, string Kind, DisplayName Name, long DivisionCode, string ShiftStarts, string? Hours, string? Neighbour, double? Latitude, double? Longitude,
        DateTimeOffset? ClosedAt, IReadOnlyList<LaneRow> Lanes, IReadOnlyList<StationRow> Stations);

    /// <param name="Positions">Cars checked in a row.</param>
    /// <param name="Since">When it was last opened or closed; null: it is as it was entered.</param>
    /// <param name="By">Who said so.</param>
    public sealed record LaneRow(
        Guid Id, int Number, DisplayName Name, string Direction, string Category, int Positions, bool Open, DateTimeOffset? Since, string? By);

    /// <param name="Zone">clean, buffer or contaminated.</param>
    /// <param name="Capacity">Persons at once; null: not counted.</param>
    /// <param name="Invented">The sources do not name it: the demo made it up.</param>
    public sealed record StationRow(Guid Id, int Number, string Kind, DisplayName Name, string Zone, int? Capacity, bool Invented, bool Closed);

    internal static async Task<Ok<Answer>> HandleAsync(RedVestDb db, OwnerBooks books, Caller me, CancellationToken cancellationToken)
    {
        var book = await books.NowAsync(me.Owner, cancellationToken);
        var posts = book.SeenBy(me).OrderBy(c => c.Id).ToList();
        var names = await NamesAsync(db, me.Owner, [.. posts.SelectMany(p => p.Lanes).Select(l => l.State).OfType<LaneSaid>()], cancellationToken);
        return TypedResults.Ok(new Answer([.. posts.Select(p => RowOf(p, names))]));
    }

    private static Row RowOf(KnownCheckpoint post, Dictionary<Guid, string> names) => new(
        post.Id, post.Kind, new(post.NameZh, post.NameEn), post.DivisionCode, string.Join(',', post.Shifts.Starts.Select(ShiftTable.Say)), post.Hours?.ToString(),
        post.Neighbour, post.Location?.Latitude, post.Location?.Longitude, post.ClosedAt,
        [.. post.Lanes.Select(l => new LaneRow(
            l.Id, l.Number, new(l.NameZh, l.NameEn), l.Direction, l.Category, l.Positions, l.IsOpen, l.State?.At,
            (l.State?.Officer ?? l.State?.User) is { } who ? names.GetValueOrDefault(who) : null))],
        [.. post.Stations.Select(s => new StationRow(s.Id, s.Number, s.Kind, new(s.NameZh, s.NameEn), s.Zone, s.Capacity, s.Invented, s.IsClosed))]);

    /// <summary>Staff are named by the lane, users by the office.</summary>
    private static async Task<Dictionary<Guid, string>> NamesAsync(RedVestDb db, int owner, List<LaneSaid> said, CancellationToken cancellationToken)
    {
        var officers = said.Select(s => s.Officer).OfType<Guid>().Distinct().ToArray();
        var users = said.Select(s => s.User).OfType<Guid>().Distinct().ToArray();
        var staff = await db.Set<StaffMember>().Where(s => s.Owner == owner && officers.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var known = await db.Set<User>().Where(u => u.Owner == Owners.Installation && users.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancellationToken);
        return staff.Concat(known).ToDictionary(n => n.Id, n => n.Name);
    }
}
