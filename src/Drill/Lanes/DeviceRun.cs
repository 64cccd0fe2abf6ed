using RedVest.Drill.Devices;

namespace RedVest.Drill.Lanes;

/// <summary>One device's day: the work at its lane, and what happens to the device meanwhile.</summary>
internal sealed class DeviceRun(LaneDevice device, LaneWork work, Behaviour behaviour, Pace pace, DateTimeOffset midnight)
{
    /// <summary>A backup is old when so much was recorded since.</summary>
    private const int RecordsSinceBackup = 8;

    private static readonly TimeSpan AwayAfterRestore = TimeSpan.FromMinutes(30);
    private Outbox? _backup;
    private TimeSpan _awayUntil;
    private bool _rebooted, _restored;

    public LaneDevice Device => device;

    public Behaviour Behaviour => behaviour;

    public async Task RunAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        device.SendsTwice = behaviour.SendsTwice;
        device.Clock.WallError = behaviour.RebootAt is null ? behaviour.WallError : TimeSpan.Zero;
        await device.LoadBundleAsync(cancellationToken);
        foreach (var step in steps)
        {
            await pace.UntilAsync(step.At, cancellationToken);
            device.Clock.MoveTo(midnight + step.At);
            await SufferAsync(step.At, cancellationToken);
            await DoAsync(step, cancellationToken);
        }

        await device.SyncAsync(cancellationToken);
    }

    private async Task DoAsync(Step step, CancellationToken cancellationToken)
    {
        var isOnline = step.At >= _awayUntil && (behaviour.Offline is not { } away || step.At < away.From || step.At >= away.To);
        await work.DoAsync(step, isOnline, cancellationToken);
        if (behaviour.BackupAt <= step.At && _backup is null && IsStart(step))
            _backup = device.Outbox.Copy(); // with the record that has just been made still waiting
        if (isOnline && (pace.IsPaced || IsStart(step)))
            await device.SyncAsync(cancellationToken);
    }

    private static bool IsStart(Step step) => step is Step.OfPassage { Kind: StepKind.Start };

    private async Task SufferAsync(TimeSpan now, CancellationToken cancellationToken)
    {
        if (behaviour.RebootAt <= now && !_rebooted)
        {
            _rebooted = true;
            device.Clock.WallError = behaviour.WallError;
            device.Reboot();
        }

        if (behaviour.RestoreAt <= now && !_restored && device.Outbox.NextSeq >= _backup?.NextSeq + RecordsSinceBackup)
        {
            (_restored, _awayUntil) = (true, now + AwayAfterRestore);
            await device.SyncAsync(cancellationToken); // the backup is old, but nothing that it lacks was on the phone alone
            device.RestoreFrom(_backup!); // it has a number to compare with
        }
    }
}
