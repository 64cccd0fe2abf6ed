using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints;

/// <summary>Opens the lanes that somebody names by number or by name.</summary>
internal static class DrillLanes
{
    private const int MostLanes = 99;

    /// <param name="IsNew">It has to be added to the checkpoint.</param>
    internal sealed record Chosen(KnownLane Lane, bool IsNew);

    /// <param name="names">Null: the lanes that are open now.</param>
    /// <returns>One lane a name, in their order; null when a number or name cannot be a lane's.</returns>
    public static List<Chosen>? Choose(KnownCheckpoint post, IReadOnlyList<string>? names, TimeProvider clock)
    {
        if (names is null)
            return [.. post.Lanes.Where(l => l.IsOpen).Select(l => new Chosen(l, IsNew: false))];
        var lanes = new List<Chosen>();
        foreach (var name in names.Select(n => n.Trim()))
        {
            var all = post.Lanes.Concat(lanes.Select(l => l.Lane)).DistinctBy(l => l.Id).ToList();
            if (all.FirstOrDefault(l => IsCalled(l, name)) is { } known)
                lanes.Add(new(known, IsNew: lanes.Any(l => l.Lane.Id == known.Id && l.IsNew)));
            else if (New(post, all, name, clock) is { } lane)
                lanes.Add(new(lane, IsNew: true));
            else
                return null;
        }

        return lanes;
    }

    public static async Task SaveAsync(RedVestDb db, Caller me, KnownCheckpoint post, IReadOnlyList<Chosen> lanes, CancellationToken cancellationToken)
    {
        var added = lanes.Where(l => l.IsNew).Select(l => l.Lane).DistinctBy(l => l.Id).ToList();
        var closed = lanes.Where(l => l is { IsNew: false, Lane.IsOpen: false }).Select(l => l.Lane.Id).ToList();
        if (added.Count + closed.Count == 0)
            return;
        await db.WriteAsync(me.Owner, me.Did("lanes-opened", post.Id, new { lanes = added.Select(l => l.Id).Concat(closed) }), async write =>
        {
            db.AddRange(added.Select(l => Row(me.Owner, l)));
            foreach (var lane in await db.Set<Lane>().Where(l => l.Owner == me.Owner && closed.Contains(l.Id)).ToListAsync(cancellationToken))
                (lane.IsOpen, lane.StateAt, lane.StateSeq, lane.StateOfficer, lane.StateUser) = (true, write.At, 0, null, null);
            write.RaiseRevision();
            return true;
        }, cancellationToken);
    }

    private static bool IsCalled(KnownLane lane, string name) => Number(name) is { } number
        ? lane.Number == number
        : string.Equals(lane.NameZh, name, StringComparison.OrdinalIgnoreCase) || string.Equals(lane.NameEn, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A number is the lane's own; a name gets the lowest number that is free.</summary>
    private static KnownLane? New(KnownCheckpoint post, List<KnownLane> all, string name, TimeProvider clock)
    {
        var number = Number(name) ?? Enumerable.Range(1, MostLanes + 1).First(n => all.All(l => l.Number != n));
        return number is >= 1 and <= MostLanes && new Registry.DisplayName(name, name).IsName
            ? new(clock.NewId(), post.Id, number, name, name, Words.In, Lane.AnyCategory, IsOpen: true)
            : null;
    }

    private static int? Number(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Lane Row(int owner, KnownLane lane) => new()
    {
        Owner = owner,
        Id = lane.Id,
        CheckpointId = lane.CheckpointId,
        Number = lane.Number,
        NameZh = lane.NameZh,
        NameEn = lane.NameEn,
        Direction = lane.Direction,
        Category = lane.Category,
        IsOpen = lane.IsOpen,
    };
}
