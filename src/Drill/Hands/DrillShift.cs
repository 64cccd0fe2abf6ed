namespace RedVest.Drill.Hands;

/// <summary>A shift that lies inside one local day; those that reach into the next are not the drill's to sign.</summary>
/// <param name="From">Offset from local midnight.</param>
internal sealed record DrillShift(int Number, TimeSpan From, TimeSpan Until)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <param name="starts">Of the post, in order.</param>
    public static IReadOnlyList<DrillShift> Of(IReadOnlyList<TimeSpan> starts) =>
    [
        .. starts.Select((start, at) => new DrillShift(at + 1, start, at + 1 < starts.Count ? starts[at + 1] : Day + starts[0])).Where(s => s.Until <= Day),
    ];

    public bool Holds(TimeSpan at) => From <= at && at < Until;
}
