using RedVest.Checkpoints.Log;

namespace RedVest.Unit.Tests.Shifts;

public sealed class LogEntryTests
{
    private static readonly DateTimeOffset Then = new(2022, 4, 14, 9, 50, 0, TimeSpan.Zero);
    private static readonly Guid Entry = Id(0);
    private static readonly Guid Checkpoint = Id(1);

    [Fact]
    public void An_incident_raised_after_it_was_acknowledged_must_be_acknowledged_anew()
    {
        var entry = Fold(An_incident(2), At(3, LogKinds.Acknowledged), At(5, LogKinds.Level, level: 3));

        Assert.Equal((3, Then.AddMinutes(5), null), (entry.Level, entry.LevelAt, entry.AcknowledgedAt));
        Assert.Equal(4, entry.Reached(EscalationClock.Default, Then.AddMinutes(15))!.Level);
    }

    [Fact]
    public void An_incident_lowered_stays_acknowledged() =>
        Assert.NotNull(Fold(An_incident(3), At(3, LogKinds.Acknowledged), At(5, LogKinds.Level, level: 2)).AcknowledgedAt);

    [Fact]
    public void Records_fold_by_the_time_they_happened_and_not_as_they_come()
    {
        var said = new[] { At(9, LogKinds.Closed), At(3, LogKinds.Acknowledged), An_incident(2), At(12, LogKinds.Acknowledged) };

        Assert.Equal((Then.AddMinutes(3), Then.AddMinutes(9), false), Fold(said) is var e ? (e.AcknowledgedAt, e.ClosedAt, e.IsOpenIncident) : default);
    }

    [Fact]
    public void A_note_has_no_level_and_no_clock()
    {
        var note = Fold(At(0, LogKinds.Entry, what: "note"), At(1, LogKinds.Level, level: 3));

        Assert.Null(note.Reached(EscalationClock.Default, Then.AddDays(1)));
    }

    private static LogEntry Fold(params (ShiftEvent, LogBody)[] said) => LogEntry.Fold(said)!;

    private static (ShiftEvent, LogBody) An_incident(int level) => At(0, LogKinds.Entry, "incident", level);

    private static (ShiftEvent, LogBody) At(int minutes, string kind, string? what = null, int? level = null) => (
        new ShiftEvent(141122, Id(100 + minutes), Entry, kind, Checkpoint, null, null, minutes, null, Then.AddMinutes(minutes), false, Then, []),
        new LogBody(Checkpoint, what, "text", level));

    private static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
