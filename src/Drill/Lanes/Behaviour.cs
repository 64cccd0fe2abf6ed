namespace RedVest.Drill.Lanes;

/// <summary>What happens to a device during the day. Times are offsets from local midnight.</summary>
/// <param name="Key">Its name in the texts.</param>
internal sealed record Behaviour(string Key)
{
    public (TimeSpan From, TimeSpan To)? Offline { get; init; }

    /// <summary>The page is loaded anew.</summary>
    public TimeSpan? RebootAt { get; init; }

    /// <summary>The wall clock is wrong by this much, from the reboot on if there is one, else the whole day.</summary>
    public TimeSpan WallError { get; init; }

    public TimeSpan? BackupAt { get; init; }

    /// <summary>The backup is put back: outbox and sequence go back to that moment. The device is offline for a while afterwards.</summary>
    public TimeSpan? RestoreAt { get; init; }

    public bool SendsTwice { get; init; }

    public static Behaviour Plain { get; } = new("drill.device.plain");

    /// <summary>The devices of a day by rank; every further device is a plain one.</summary>
    public static Behaviour Of(int rank) => rank switch
    {
        0 => new("drill.device.offline") { Offline = (At(7, 5), At(8, 5)), RebootAt = At(7, 40) },
        1 => new("drill.device.twice") { SendsTwice = true },
        2 => new("drill.device.restored") { BackupAt = At(9, 30), RestoreAt = At(12, 10) },
        3 => new("drill.device.clock") { WallError = TimeSpan.FromDays(1) },
        4 => new("drill.device.clock-offline") { Offline = (At(15, 10), At(16, 10)), RebootAt = At(15, 25), WallError = TimeSpan.FromDays(-1) },
        _ => Plain,
    };

    /// <summary>Fewer devices would leave out one of the troubles.</summary>
    public const int Troubles = 5;

    private static TimeSpan At(int hour, int minute) => new(hour, minute, 0);
}
