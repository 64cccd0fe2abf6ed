using Microsoft.EntityFrameworkCore;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;

namespace RedVest.Checkpoints.Freight;

/// <summary>Says which lorries the loops are about.</summary>
internal sealed class TripTeller(RedVestDb db) : ILoopTeller
{
    public IReadOnlyCollection<string> Kinds { get; } = [Custody.CustodyKinds.Trip];

    public async Task<IReadOnlyDictionary<Guid, LoopTold>> TellAsync(int owner, IReadOnlyList<Loop> loops, CancellationToken cancellationToken)
    {
        var ids = loops.Select(l => l.Id).ToArray();
        var trips = await db.Set<Trip>().AsNoTracking().Where(t => t.Owner == owner && ids.Contains(t.Id))
            .Select(t => new { t.Id, t.Plate, t.Goods }).ToListAsync(cancellationToken);
        var places = loops.ToDictionary(l => l.Id, l => l.Place);
        return trips.ToDictionary(t => t.Id, t => new LoopTold(
            string.Join(' ', new[] { t.Plate, t.Goods }.Where(w => !string.IsNullOrEmpty(w))), $"/checkpoints/{places[t.Id]}/trips/{t.Id}"));
    }
}
