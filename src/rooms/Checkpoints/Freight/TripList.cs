using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Freight;

/// <summary>A freight trip as lists show it.</summary>
/// <param name="Stage">announced, entered, loading, returning, exit, or a word of a newer app; null once it has ended.</param>
/// <param name="Overdue">What is due has not happened: the lorry has not come, or is not out again.</param>
/// <param name="SealFound">What the last look at the seal found: intact, broken; null: nobody looked.</param>
/// <param name="Breached">A seal was found broken.</param>
/// <param name="Crew">As announced, masked; of a lorry that nobody announced, who sat in it at entry.</param>
/// <param name="CrewChange">Who left in it against who came in; null before the exit, or without the lane's record of both.</param>
public sealed record TripRow(
    Guid Id,
    string? Consignor,
    string? Consignee,
    string? Goods,
    string? Plate,
    string? Trailer,
    string? Permit,
    string? From,
    string? To,
    string? Route,
    bool Announced,
    DateTimeOffset? ExpectedAt,
    string? Stage,
    CustodianName? Custodian,
    string? Escort,
    DateTimeOffset? EnteredAt,
    Guid? EntryPassage,
    DateTimeOffset? DueAt,
    bool Overdue,
    string? Seal,
    Guid? SealPhoto,
    string? SealFound,
    bool Breached,
    DateTimeOffset? ExitAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    bool Unusual,
    IReadOnlyList<CrewMember> Crew,
    CrewChange? CrewChange);

/// <param name="Role">driver, crew, passenger.</param>
public sealed record CrewMember(string Role, string Name, string? Tail);

/// <param name="Missing">Came in and did not leave in it.</param>
/// <param name="Added">Leave in it and did not come in.</param>
public sealed record CrewChange(IReadOnlyList<CrewMember> Missing, IReadOnlyList<CrewMember> Added)
{
    public bool IsSame => Missing.Count == 0 && Added.Count == 0;
}

/// <summary>Lists of trips of a post: expected, inside, ended.</summary>
internal sealed class TripList(RedVestDb db, KeyRing keys, OwnerBook book)
{
    public const int Most = 200;

    /// <summary>How long an announced lorry stays on the list of the expected after its hour.</summary>
    private static readonly TimeSpan Late = KnownTrips.Late;

    /// <summary>Announced and not here yet, by hour. Those that never came are ended by the office.</summary>
    public async Task<IReadOnlyList<TripRow>> ExpectedAsync(Guid checkpoint, DateTimeOffset now, CancellationToken cancellationToken) =>
        await RowsAsync(await Pairs(checkpoint).Where(p => p.Loop.EndedAt == null && p.Loop.TakenAt == null && p.Trip.ExpectedAt > now - Late)
            .OrderBy(p => p.Trip.ExpectedAt).Take(Most).ToListAsync(cancellationToken), now, cancellationToken);

    /// <summary>Inside the loop now: overdue first, then the longest here.</summary>
    public async Task<IReadOnlyList<TripRow>> OpenAsync(Guid checkpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(await Pairs(checkpoint).Where(p => p.Loop.EndedAt == null && p.Loop.TakenAt != null)
            .OrderBy(p => p.Loop.TakenAt).Take(Most).ToListAsync(cancellationToken), now, cancellationToken);
        return [.. rows.OrderByDescending(r => r.Overdue).ThenBy(r => r.DueAt)];
    }

    /// <summary>Inside at an instant, as it stood then: for a handover.</summary>
    public async Task<IReadOnlyList<TripRow>> AtAsync(Guid checkpoint, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var loops = (await OpenLoops.AtAsync(db, book.Owner, checkpoint, CustodyKinds.Trip, instant, cancellationToken)).Where(l => l.TakenAt is not null).ToList();
        var ids = loops.Select(l => l.Id).ToArray();
        var trips = await db.Set<Trip>().AsNoTracking().Where(t => t.Owner == book.Owner && ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);
        return await RowsAsync([.. loops.Where(l => trips.ContainsKey(l.Id)).Select(l => new Pair { Trip = trips[l.Id], Loop = l })], instant, cancellationToken);
    }

    /// <summary>Ended between two instants, the last first.</summary>
    public async Task<IReadOnlyList<TripRow>> EndedAsync(Guid checkpoint, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        await RowsAsync(await Pairs(checkpoint).Where(p => p.Loop.EndedAt >= from && p.Loop.EndedAt < until)
            .OrderByDescending(p => p.Loop.EndedAt).Take(Most).ToListAsync(cancellationToken), until, cancellationToken);

    /// <summary>One trip of the checkpoints a caller sees; null: there is none.</summary>
    public async Task<TripRow?> FindAsync(Guid id, Guid[] seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await Pairs(null).Where(p => p.Trip.Id == id && seen.Contains(p.Trip.Checkpoint)).ToListAsync(cancellationToken);
        return found.Count == 0 ? null : (await RowsAsync(found, now, cancellationToken))[0];
    }

    public TripBody Open(TripEvent stored) =>
        JsonSerializer.Deserialize(keys.Decrypt(TripEvent.Table, "body", stored.Id, stored.Owner, stored.Body), TripJson.Default.TripBody)!; // it was read before it was stored

    private sealed class Pair
    {
        public required Trip Trip { get; init; }

        public required Loop Loop { get; init; }
    }

    private IQueryable<Pair> Pairs(Guid? checkpoint) =>
        from trip in db.Set<Trip>().AsNoTracking()
        join loop in db.Set<Loop>().AsNoTracking() on new { trip.Owner, trip.Id } equals new { loop.Owner, loop.Id }
        where trip.Owner == book.Owner && (checkpoint == null || trip.Checkpoint == checkpoint)
        select new Pair { Trip = trip, Loop = loop };

    private async Task<IReadOnlyList<TripRow>> RowsAsync(List<Pair> pairs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = book.Owner;
        var ids = pairs.Select(p => p.Trip.Id).ToArray();
        var passages = pairs.SelectMany(p => new[] { p.Trip.EntryPassage, p.Trip.ExitPassage }).OfType<Guid>().Distinct().ToArray();
        var crews = (await db.Set<TripCrew>().AsNoTracking().Where(c => c.Owner == owner && ids.Contains(c.Trip)).OrderBy(c => c.N).ToListAsync(cancellationToken)).ToLookup(c => c.Trip);
        var sat = (await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == owner && passages.Contains(o.Passage)).OrderBy(o => o.N).ToListAsync(cancellationToken)).ToLookup(o => o.Passage);
        var names = await CustodianNames.ReadAsync(db, book, pairs.Select(p => p.Loop.Custodian), [], [], cancellationToken);
        return [.. pairs.Select(p =>
        {
            var (t, l) = (p.Trip, p.Loop);
            var crew = crews[t.Id].Select(c => new CrewMember(c.Role, Masking.Name(c.Name ?? ""), c.Tail)).ToList();
            if (crew.Count == 0 && t.EntryPassage is { } entry)
                crew = [.. sat[entry].Select(Member)];
            return new TripRow(
                t.Id, t.Consignor, t.Consignee, t.Goods, t.Plate, t.Trailer, t.Permit, t.FromRegion, t.ToRegion, t.Route, t.AnnouncedAt is not null, t.ExpectedAt,
                l.IsOpen ? l.Stage : null, names.Of(l.Custodian), t.Escort, t.EnteredAt, t.EntryPassage, l.DueAt, l.IsOverdue(now), t.Seal, t.SealPhoto, t.SealFound, t.Breached,
                t.ExitAt, l.EndedAt, l.EndReason, t.Unusual, crew, ChangeOf(t, sat));
        })];
    }

    /// <summary>By person where the lane knew them; somebody unidentified is compared by what was said of them.</summary>
    private static CrewChange? ChangeOf(Trip trip, ILookup<Guid, Occupant> sat)
    {
        if (trip is not { EntryPassage: { } entry, ExitPassage: { } exit } || !sat[entry].Any() || !sat[exit].Any())
            return null;
        return new CrewChange(
            [.. sat[entry].ExceptBy(sat[exit].Select(Who), Who).Select(Member)],
            [.. sat[exit].ExceptBy(sat[entry].Select(Who), Who).Select(Member)]);
    }

    private static string Who(Occupant occupant) => occupant.Person?.ToString() ?? $"{occupant.Name}|{occupant.Tail}";

    private static CrewMember Member(Occupant occupant) => new(occupant.Role, Masking.Name(occupant.Name ?? ""), occupant.Tail);
}
