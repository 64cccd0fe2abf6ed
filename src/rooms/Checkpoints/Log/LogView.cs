using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints.Log;

/// <summary>An entry as people read it.</summary>
/// <param name="Level">Of an incident: whose it is now; it climbs by itself when nobody acknowledges it.</param>
/// <param name="GivenLevel">The level somebody gave it last.</param>
/// <param name="Due">When it goes to the next level; null: no clock runs.</param>
/// <param name="Records">What was said, in the order it happened; the first is the entry itself.</param>
public sealed record LogView(
    Guid Id, string What, DateTimeOffset At, string? Type, int? Level, int? GivenLevel, DateTimeOffset? LevelSince, DateTimeOffset? Due,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? ClosedAt, IReadOnlyList<LogView.Said> Records)
{
    /// <param name="Kind">entry, step, correction, level, acknowledged, closed.</param>
    /// <param name="By">The name of who said it; null: nobody of the list.</param>
    /// <param name="AtDesk">Written in the office.</param>
    public sealed record Said(
        Guid Id, string Kind, DateTimeOffset At, bool Estimated, string? By, bool AtDesk, string? Text, int? Level, string? From, string? Lesson, Guid? Lane);

    /// <summary>Entries with what was said to each, in the order of the entries.</summary>
    internal static async Task<List<LogView>> OfAsync(
        RedVestDb db, LogRecords records, IReadOnlyList<LogEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return [];
        var owner = entries[0].Owner;
        var clock = await IncidentClock.OfAsync(db, owner, cancellationToken);
        var ids = entries.Select(e => e.Id).ToArray();
        var events = await db.Set<ShiftEvent>().AsNoTracking().Where(e => e.Owner == owner && ids.Contains(e.Subject)).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, owner, [.. events.Select(e => e.By).OfType<Guid>().Distinct()], cancellationToken);
        var said = events.ToLookup(e => e.Subject);
        return [.. entries.Select(e => Of(e, e.Reached(clock, now), [.. ShiftEvent.InOrder(said[e.Id], s => s).Select(s => SaidOf(s, records.Open(s), names))]))];
    }

    /// <summary>The names of staff and users by their ids.</summary>
    internal static async Task<Dictionary<Guid, string>> NamesAsync(RedVestDb db, int owner, Guid[] ids, CancellationToken cancellationToken)
    {
        var staff = await db.Set<StaffMember>().Where(s => s.Owner == owner && ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken);
        var users = await db.Set<User>().Where(u => u.Owner == Owners.Installation && ids.Contains(u.Id)).Select(u => new { u.Id, u.Name }).ToListAsync(cancellationToken);
        return staff.Concat(users).ToDictionary(n => n.Id, n => n.Name);
    }

    private static LogView Of(LogEntry e, EscalationClock.Reached? reached, IReadOnlyList<Said> records) => new(
        e.Id, e.What, e.At, e.Type, reached?.Level, e.Level, reached?.Since, reached?.Due, e.AcknowledgedAt, e.ClosedAt, records);

    private static Said SaidOf(ShiftEvent stored, LogBody body, Dictionary<Guid, string> names) => new(
        stored.Id, stored.Kind[LogKinds.Prefix.Length..], stored.EventTime, stored.Estimated, stored.By is { } by ? names.GetValueOrDefault(by) : null,
        stored.ByUser is not null, body.Text, body.Level, body.From, body.Lesson, body.Lane);
}
