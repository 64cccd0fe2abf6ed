using Microsoft.EntityFrameworkCore;
using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Loops;

/// <summary>Says whom the loops of passages are about: a masked name and the plate.</summary>
internal sealed class HeldTeller(RedVestDb db) : ILoopTeller
{
    public IReadOnlyCollection<string> Kinds { get; } = [CustodyKinds.Person, CustodyKinds.Sought];

    public async Task<IReadOnlyDictionary<Guid, LoopTold>> TellAsync(int owner, IReadOnlyList<Loop> loops, CancellationToken cancellationToken)
    {
        var passages = loops.Select(l => l.Subject).OfType<Guid>().Distinct().ToArray();
        var plates = await db.Set<Passage>().AsNoTracking().Where(p => p.Owner == owner && passages.Contains(p.Id))
            .Select(p => new { p.Id, p.Plate }).ToDictionaryAsync(p => p.Id, p => p.Plate, cancellationToken);
        var people = await db.Set<Occupant>().AsNoTracking().Where(o => o.Owner == owner && passages.Contains(o.Passage))
            .Select(o => new { o.Passage, o.N, o.Name }).ToDictionaryAsync(o => (o.Passage, o.N), o => o.Name, cancellationToken);
        return loops.Where(l => l.Subject is not null).ToDictionary(l => l.Id, l => new LoopTold(
            string.Join(' ', new[] { Masking.Name(people.GetValueOrDefault((l.Subject!.Value, l.Part ?? 0)) ?? ""), plates.GetValueOrDefault(l.Subject.Value) }.Where(w => !string.IsNullOrEmpty(w))),
            l.Kind == CustodyKinds.Person ? $"/checkpoints/{l.Place}/yard/{l.Id}" : null));
    }
}
