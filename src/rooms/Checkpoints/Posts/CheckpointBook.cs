using System.Collections.Frozen;
using RedVest.Certificates;
using RedVest.Kernel.Access;
using RedVest.Kernel.Rules;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Posts;

/// <summary>What decisions of one owner need beyond rows, as of one revision. Immutable: shared by all who decide.</summary>
internal sealed class OwnerBook
{
    private readonly FrozenDictionary<Guid, KnownCheckpoint> _checkpoints;
    private readonly FrozenDictionary<Guid, KnownLane> _lanes;
    private readonly InstalledPack[] _packs;
    private readonly Outbreak[] _outbreaks;

    /// <param name="packs">Only those whose area covers the owner.</param>
    internal OwnerBook(OwnerState state, IEnumerable<KnownCheckpoint> checkpoints, IEnumerable<InstalledPack> packs, IEnumerable<Outbreak> outbreaks)
    {
        State = state;
        _checkpoints = checkpoints.ToFrozenDictionary(c => c.Id);
        _lanes = _checkpoints.Values.SelectMany(c => c.Lanes).ToFrozenDictionary(l => l.Id);
        _packs = [.. packs.OrderByDescending(p => p.EffectiveFrom).ThenByDescending(p => p.Rules.Version)];
        _outbreaks = [.. outbreaks.OrderByDescending(o => o.StartsAt)];
    }

    public OwnerState State { get; }

    /// <summary>Tries codes against the keys this owner believes.</summary>
    public Verifier Codes { get; init; } = new(TrustList.Empty);

    /// <summary>What the owner's posts ask by.</summary>
    public GateBook Gates { get; init; } = GateBook.Empty;

    public int Owner => State.Owner;

    public long Revision => State.Revision;

    public IReadOnlyList<KnownCheckpoint> Checkpoints => _checkpoints.Values;

    /// <summary>The checkpoint of an id; null when this owner has none of it.</summary>
    public KnownCheckpoint? Checkpoint(Guid id) => _checkpoints.GetValueOrDefault(id);

    /// <summary>The lane of an id; null when this owner has none of it.</summary>
    public KnownLane? Lane(Guid id) => _lanes.GetValueOrDefault(id);

    /// <summary>A pack as a record names it; null when it cannot be used here any more.</summary>
    public InstalledPack? Pack(string? id, int? version) => Array.Find(_packs, p => p.Rules.Id == id && p.Rules.Version == version);

    /// <summary>The pack in force at an instant: the one that took effect last. Null: none, and nobody passes unlooked at.</summary>
    public InstalledPack? PackAt(DateTimeOffset instant) => Array.Find(_packs, p => p.IsInForceAt(instant));

    /// <summary>The pack that decides a check of a passage which began earlier: the one in force, unless its transition leaves such a passage to the older one.</summary>
    /// <param name="begun">When the passage began; null: with this check.</param>
    public InstalledPack? PackFor(DateTimeOffset instant, DateTimeOffset? begun)
    {
        var now = PackAt(instant);
        if (now is null || begun is not { } start || start >= now.EffectiveFrom || PackAt(start) is not { } then)
            return now;
        return now.Rules.Transitions.FirstOrDefault(t => t.IsAbout(then.Rules.Id, then.Rules.Version)) is { FollowsOld: true } ? then : now;
    }

    /// <summary>The packs that took effect in an interval, in order.</summary>
    public IEnumerable<InstalledPack> PacksFrom(DateTimeOffset from, DateTimeOffset until) =>
        _packs.Where(p => p.EffectiveFrom >= from && p.EffectiveFrom < until).OrderBy(p => p.EffectiveFrom);

    /// <summary>The outbreak in force at an instant, the one that started last; null: none, and nobody may be restricted.</summary>
    public Outbreak? OutbreakAt(DateTimeOffset instant) => Array.Find(_outbreaks, o => o.IsInForceAt(instant));

    /// <summary>The checkpoints in the caller's scope; what lies outside does not exist for the caller.</summary>
    public IEnumerable<KnownCheckpoint> SeenBy(Caller me) => me.Owner == Owner ? _checkpoints.Values.Where(c => me.MaySee(c.DivisionCode, c.Id)) : [];

    /// <summary>The instant at which a local day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromMinutes(State.UtcOffsetMinutes)).ToUniversalTime();

    /// <summary>The local day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => State.DayOf(instant);

    /// <summary>The local time of day of an instant.</summary>
    public TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(instant.UtcDateTime.AddMinutes(State.UtcOffsetMinutes));

    /// <summary>The shift of a post that runs at an instant. Before the day's first start it is the last one of the evening before.</summary>
    public ShiftWindow ShiftAt(KnownCheckpoint post, DateTimeOffset instant)
    {
        var local = TimeOf(instant);
        var day = DayOf(instant);
        return WindowOf(post.Shifts, local < post.Shifts.Starts[0] ? day.AddDays(-1) : day, post.ShiftOf(local));
    }

    /// <summary>A shift by the local day on which it starts and its number; null when the post has no shift of that number.</summary>
    public ShiftWindow? ShiftOf(KnownCheckpoint post, DateOnly day, int number) =>
        number >= 1 && number <= post.Shifts.Starts.Count ? WindowOf(post.Shifts, day, number) : null;

    private ShiftWindow WindowOf(ShiftTable shifts, DateOnly day, int number)
    {
        var starts = shifts.Starts;
        var until = number < starts.Count ? (Day: day, At: starts[number]) : (Day: day.AddDays(1), At: starts[0]);
        return new ShiftWindow(day, number, InstantOf(day, starts[number - 1]), InstantOf(until.Day, until.At));
    }

    private DateTimeOffset InstantOf(DateOnly day, TimeOnly time) => StartOf(day) + time.ToTimeSpan();
}

/// <summary>A checkpoint with its lanes, in the order of their numbers, and its shift table.</summary>
internal sealed record KnownCheckpoint(
    Guid Id, string Kind, string NameZh, string NameEn, long DivisionCode, Guid? PlaceId, ShiftTable Shifts, IReadOnlyList<KnownLane> Lanes)
{
    /// <inheritdoc cref="ShiftTable.ShiftOf"/>
    public int ShiftOf(TimeOnly local) => Shifts.ShiftOf(local);

    /// <summary>In the order of their numbers; closed ones too.</summary>
    public IReadOnlyList<KnownStation> Stations { get; init; } = [];

    /// <summary>Null: round the clock.</summary>
    public PostHours? Hours { get; init; }

    /// <inheritdoc cref="Checkpoint.Neighbour"/>
    public string? Neighbour { get; init; }

    /// <summary>Null when nobody measured it.</summary>
    public GeoPoint? Location { get; init; }

    /// <inheritdoc cref="Checkpoint.ClosedAt"/>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <inheritdoc cref="Lane"/>
internal sealed record KnownLane(Guid Id, Guid CheckpointId, int Number, string NameZh, string NameEn, string Direction, string Category, bool IsOpen)
{
    /// <inheritdoc cref="Lane.Positions"/>
    public int Positions { get; init; } = 1;

    /// <summary>Who opened or closed it last, and when; null: it is as it was entered.</summary>
    public LaneSaid? State { get; init; }
}

/// <summary>When a lane was opened or closed, in the order of the fold, and by whom.</summary>
internal sealed record LaneSaid(DateTimeOffset At, long Seq, Guid? Officer, Guid? User);

/// <inheritdoc cref="Station"/>
internal sealed record KnownStation(Guid Id, int Number, string Kind, string NameZh, string NameEn, string Zone, int? Capacity, bool Invented, bool IsClosed);
