using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Loops;

/// <summary>Who answers, for a reader.</summary>
/// <param name="Word">The custodian's word, to filter by.</param>
/// <param name="Kind">staff, user, lane, post, command, or a word of a newer part.</param>
/// <param name="Name">Null: the kind says it all.</param>
public sealed record LoopCustodian(string Word, string Kind, string? Name);

/// <summary>Loops as rows of the board: what they are about comes from their rooms, all of a list in a few questions.</summary>
internal sealed class LoopRows(RedVestDb db, LoopKinds kinds, IEnumerable<ILoopTeller> tellers, ICustodianNames custodians)
{
    public async Task<IReadOnlyList<ListLoops.Row>> OfAsync(int owner, IReadOnlyList<Loop> loops, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = new Dictionary<Guid, LoopTold>();
        foreach (var teller in tellers)
        {
            var mine = loops.Where(l => teller.Kinds.Contains(l.Kind)).ToList();
            if (mine.Count == 0)
                continue;
            foreach (var (id, what) in await teller.TellAsync(owner, mine, cancellationToken))
                told[id] = what;
        }

        var names = await custodians.OfAsync(owner, [.. loops.Select(l => l.Custodian).OfType<string>().Distinct()], cancellationToken);
        var levels = await LevelsAsync(owner, [.. loops.Where(l => l.IsOverdue(now)).Select(l => l.Id)], cancellationToken);
        return [.. loops.Select(l =>
        {
            var climbed = levels[(l.Id, l.DueAt)].MaxBy(e => e.Level);
            return new ListLoops.Row(
                l.Id, l.Kind, told.GetValueOrDefault(l.Id)?.What ?? "", told.GetValueOrDefault(l.Id)?.Path, l.Place == Guid.Empty ? null : l.Place, l.Given, l.Stage,
                CustodianOf(l.Custodian, names), l.Since, l.OpenedAt, l.TakenAt, HalfOf(l), l.Next, l.DueAt, l.IsOverdue(now), climbed?.Level ?? 0, climbed?.Told,
                l.RidesIn, l.EndedAt, l.EndReason);
        })];
    }

    internal static LoopCustodian? CustodianOf(string? word, IReadOnlyDictionary<string, string> names) =>
        word is null ? null : new LoopCustodian(word, Custodians.Read(word).Kind, names.GetValueOrDefault(word));

    private string? HalfOf(Loop loop) => !loop.IsOpen ? null
        : loop.TakenAt is null ? "untaken"
        : loop.Given is null && kinds.Find(loop.Kind) is { NeedsOffer: true } ? "unoffered" : null;

    private async Task<ILookup<(Guid, DateTimeOffset?), LoopEscalation>> LevelsAsync(int owner, Guid[] overdue, CancellationToken cancellationToken) =>
        (await db.Set<LoopEscalation>().AsNoTracking().Where(e => e.Owner == owner && overdue.Contains(e.Loop)).ToListAsync(cancellationToken))
            .ToLookup(e => (e.Loop, (DateTimeOffset?)e.DueAt));
}
