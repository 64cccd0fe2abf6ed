namespace RedVest.Drill.Devices;

/// <summary>
/// A phone's two clocks: a monotonic one that restarts with every life of the page, and a wall clock that may be wrong.
/// The true time is known to the drill alone; the device works out the time as the protocol says (§3).
/// </summary>
internal sealed class DeviceClock(DateTimeOffset trueTime)
{
    private const long MonoAtStart = 1_000;
    private readonly List<Anchor> _anchors = [];
    private DateTimeOffset _lifeBegan = trueTime;

    public DateTimeOffset TrueTime { get; private set; } = trueTime;

    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan WallError { get; set; }

    public Guid Life { get; private set; } = Guid.CreateVersion7(trueTime);

    public long Mono => MonoAtStart + (long)(TrueTime - _lifeBegan).TotalMilliseconds;

    public long Wall => (TrueTime + WallError).ToUnixTimeMilliseconds();

    /// <summary>The last anchor of each life that records may still need.</summary>
    public IReadOnlyList<Anchor> Anchors => _anchors;

    public void MoveTo(DateTimeOffset time) => TrueTime = time > TrueTime ? time : TrueTime;

    /// <summary>The page is loaded anew: the monotonic clock restarts and no ticket of this life is known yet.</summary>
    public void Reboot()
    {
        Life = Guid.CreateVersion7(TrueTime);
        _lifeBegan = TrueTime;
    }

    public void Anchored(string ticket) => Keep(new(Life, ticket, null, Mono, Wall));

    public void Stated() => Keep(new(Life, null, Wire.Time(TrueTime), Mono, Wall));

    /// <summary>The device's own idea of a moment, for the ids it makes: exact within an anchored life, by wall clock across lives, else just the wall clock.</summary>
    public DateTimeOffset Estimate(Guid life, long mono, long wall) =>
        _anchors.Find(a => a.Life == life) is { } same ? same.Time.AddMilliseconds(mono - same.Mono)
        : _anchors is [.., var last] ? last.Time.AddMilliseconds(wall - last.Wall)
        : DateTimeOffset.FromUnixTimeMilliseconds(wall);

    public DateTimeOffset EstimateNow() => Estimate(Life, Mono, Wall);

    /// <summary>Whoever looks at the phone sees that it shows another hour.</summary>
    public bool IsFarOff => (EstimateNow() - TrueTime).Duration() > TimeSpan.FromHours(1);

    private void Keep(Anchor anchor)
    {
        _anchors.RemoveAll(a => a.Life == anchor.Life);
        _anchors.Add(anchor);
        if (_anchors.Count > 4)
            _anchors.RemoveAt(0);
    }
}
