using RedVest.Drill.Devices;
using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>The post's log of the day: an order, a note, and two incidents that are acknowledged, worked on and closed with what was learnt.</summary>
internal static class LogKeeper
{
    /// <param name="from">What would have begun before is left out.</param>
    public static IReadOnlyList<IReadOnlyList<Act>> Entries(TimeSpan from) =>
    [
        .. new[]
        {
            [Entry(At(0, 6), new(Guid.Empty, "note", Say.Text("drill.log.briefing")))],
            [Entry(At(6, 20), new(Guid.Empty, "order", Say.Text("drill.log.order"), From: Say.Text("drill.log.from")))],
            Incident(DayShape.ShiftChanges[0] + Minutes(8), level: 2, "queue", "drill.log.queue"),
            Incident(At(20, 45), level: 1, "equipment", "drill.log.thermometer"),
        }.Where(entry => entry[0].At >= from),
    ];

    private static Act[] Incident(TimeSpan at, int level, string type, string text)
    {
        var subject = Guid.Empty;
        return
        [
            new(at, device => subject = Write(device, "entry", null, new(device.Checkpoint, "incident", Say.Text(text), level, type))),
            new(at + Minutes(4), device => Write(device, "acknowledged", subject, new(device.Checkpoint))),
            new(at + Minutes(9), device => Write(device, "step", subject, new(device.Checkpoint, Text: Say.Text(text + ".step")))),
            new(at + Minutes(31), device => Write(device, "closed", subject, new(device.Checkpoint, Lesson: Say.Text(text + ".lesson")))),
        ];
    }

    private static Act Entry(TimeSpan at, LogSaid said) => new(at, device => Write(device, "entry", null, said with { Checkpoint = device.Checkpoint }));

    /// <summary>An entry is its own subject; what follows names it.</summary>
    private static Guid Write(LaneDevice device, string kind, Guid? subject, LogSaid said)
    {
        var entry = subject ?? device.NewId();
        device.Record("log." + kind, entry, said);
        return entry;
    }

    private static TimeSpan At(int hour, int minute) => new(hour, minute, 0);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
