using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Yard;

/// <summary>A person the post answers for, masked.</summary>
/// <param name="N">The occupant of the passage; 0: somebody in the vehicle whom nobody registered.</param>
/// <param name="Given">The verdict that brought the person here; null when the yard knows more than the lane has sent.</param>
/// <param name="Rules">The rules behind it, the deciding one first; their texts are in the pack.</param>
/// <param name="Stage">to-sample, sampled, negative, positive, held, to-clinic, or a word of a newer app.</param>
/// <param name="TakenAt">Null: the lane has offered, and nobody has taken over.</param>
/// <param name="Overdue">The next step should have been done by now.</param>
public sealed record HeldPerson(
    Guid Loop,
    Guid Passage,
    int N,
    string Name,
    string? Tail,
    string? Plate,
    string Category,
    string? Given,
    IReadOnlyList<string> Rules,
    string? Stage,
    CustodianName? Custodian,
    DateTimeOffset Since,
    DateTimeOffset OpenedAt,
    DateTimeOffset? TakenAt,
    string? Next,
    DateTimeOffset? DueAt,
    bool Overdue,
    Guid? Station,
    SampleTaken? Sample,
    IReadOnlyList<OpenNeed> Needs,
    DateTimeOffset? EndedAt,
    string? EndReason,
    string? EndTo);

/// <param name="Kind">nucleic, antigen.</param>
/// <param name="Result">Null: not known yet.</param>
public sealed record SampleTaken(string Kind, string? Tube, DateTimeOffset At, string? Result, DateTimeOffset? ResultAt);

/// <param name="Id">The record that told it; serving names it.</param>
public sealed record OpenNeed(Guid Id, string Need, string? Note, DateTimeOffset At);

/// <summary>Lists of held persons: those who are here now, who were here at an instant, who left on a day.</summary>
internal sealed class YardList(RedVestDb db, KeyRing keys, OwnerBook book)
{
    /// <summary>Most rows of one list; a post that holds more has other worries.</summary>
    public const int Most = 200;

    /// <summary>Who is here now, overdue first, then by what is due next.</summary>
    public async Task<IReadOnlyList<HeldPerson>> NowAsync(Guid checkpoint, DateTimeOffset now, CancellationToken cancellationToken) =>
        InOrder(await RowsAsync(await OpenLoops.Now(db, book.Owner, checkpoint, CustodyKinds.Person).OrderBy(l => l.OpenedAt).Take(Most).ToListAsync(cancellationToken),
            now, cancellationToken));

    /// <summary>Who was here at an instant, as it stood then: for a handover.</summary>
    public async Task<IReadOnlyList<HeldPerson>> AtAsync(Guid checkpoint, DateTimeOffset instant, CancellationToken cancellationToken) =>
        InOrder(await RowsAsync(await OpenLoops.AtAsync(db, book.Owner, checkpoint, CustodyKinds.Person, instant, cancellationToken), instant, cancellationToken));

    /// <summary>Who left between two instants, the last first.</summary>
    public async Task<IReadOnlyList<HeldPerson>> EndedAsync(Guid checkpoint, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        await RowsAsync(await db.Set<Loop>().AsNoTracking()
            .Where(l => l.Owner == book.Owner && l.Place == checkpoint && l.Kind == CustodyKinds.Person && l.EndedAt >= from && l.EndedAt < until)
            .OrderByDescending(l => l.EndedAt).Take(Most).ToListAsync(cancellationToken), until, cancellationToken);

    /// <summary>How many came between two instants, and how it ended for them.</summary>
    public async Task<ShowYard.CameCount> CameAsync(Guid checkpoint, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var counts = await db.Set<Loop>().AsNoTracking()
            .Where(l => l.Owner == book.Owner && l.Place == checkpoint && l.Kind == CustodyKinds.Person && l.OpenedAt >= from && l.OpenedAt < until)
            .GroupBy(l => l.EndReason ?? "").Select(g => new { Reason = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new(counts.Sum(c => c.Count), counts.Where(c => c.Reason.Length == 0).Sum(c => c.Count), counts.Where(c => c.Reason.Length > 0).ToDictionary(c => c.Reason, c => c.Count));
    }

    /// <summary>The rows of loops, with what the yard said up to an instant.</summary>
    public async Task<IReadOnlyList<HeldPerson>> RowsAsync(IReadOnlyList<Loop> loops, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (owner, ids, passages) = (book.Owner, loops.Select(l => l.Id).ToArray(), loops.Select(l => l.Subject).OfType<Guid>().Distinct().ToArray());
        var events = (await db.Set<YardEvent>().AsNoTracking().Where(e => e.Owner == owner && ids.Contains(e.Loop) && e.EventTime <= at).ToListAsync(cancellationToken))
            .OrderBy(e => e.EventTime).ThenBy(e => e.Seq).ToLookup(e => e.Loop);
        var cars = await db.Set<Passage>().AsNoTracking().Where(p => p.Owner == owner && passages.Contains(p.Id))
            .Select(p => new { p.Id, p.Plate, p.Category }).ToDictionaryAsync(p => p.Id, cancellationToken);
        var people = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == owner && passages.Contains(o.Passage))
            .Select(o => new { o.Passage, o.N, o.Name, o.Tail, o.Rules }).ToDictionaryAsync(o => (o.Passage, o.N), cancellationToken);
        var names = await CustodianNames.ReadAsync(db, book, loops.Select(l => l.Custodian), [], [], cancellationToken);
        return [.. loops.Select(l =>
        {
            var car = l.Subject is { } passage ? cars.GetValueOrDefault(passage) : null;
            var who = people.GetValueOrDefault((l.Subject ?? Guid.Empty, l.Part ?? 0));
            var said = events[l.Id].ToList();
            return new HeldPerson(
                l.Id, l.Subject ?? Guid.Empty, l.Part ?? 0, Masking.Name(who?.Name ?? ""), who?.Tail, car?.Plate, car?.Category ?? "", l.Given,
                who?.Rules?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [], l.Stage, names.Of(l.Custodian), l.Since, l.OpenedAt, l.TakenAt,
                l.Next, l.DueAt, l.IsOverdue(at), l.Station, SampleOf(said), NeedsOf(said), l.EndedAt, l.EndReason,
                said.LastOrDefault(e => e.Kind == YardKinds.Ended) is { } end ? Open(end).To : null);
        })];
    }

    public YardBody Open(YardEvent stored) =>
        JsonSerializer.Deserialize(keys.Decrypt(YardEvent.Table, "body", stored.Id, stored.Owner, stored.Body), YardJson.Default.YardBody)!; // it was read before it was stored

    private SampleTaken? SampleOf(List<YardEvent> said)
    {
        if (said.LastOrDefault(e => e.Kind == YardKinds.Sampled) is not { } sampled)
            return null;
        var result = said.LastOrDefault(e => e.Kind == YardKinds.Result && e.EventTime >= sampled.EventTime);
        return new SampleTaken(sampled.Word ?? "", Open(sampled).Tube, sampled.EventTime, result?.Word, result?.EventTime);
    }

    private List<OpenNeed> NeedsOf(List<YardEvent> said)
    {
        var served = said.Select(e => e.About).OfType<Guid>().ToHashSet();
        return [.. said.Where(e => e.Kind == YardKinds.Need && !served.Contains(e.Id)).Select(e => new OpenNeed(e.Id, e.Word ?? "", Open(e).Note, e.EventTime))];
    }

    private static List<HeldPerson> InOrder(IReadOnlyList<HeldPerson> rows) =>
        [.. rows.OrderByDescending(r => r.Overdue).ThenBy(r => r.DueAt ?? DateTimeOffset.MaxValue).ThenBy(r => r.OpenedAt)];
}
