namespace RedVest.Kernel.Loops;

/// <summary>
/// A tube in a box, a person in a transfer: one event hands over all. Nothing is copied: whoever rides folds the links of its carriers between its
/// own, so that a boarding that is told late still finds who took the carrier meanwhile.
/// </summary>
/// <param name="linksOf">A loop's own links.</param>
internal sealed class Riding(Func<Guid, IReadOnlyList<LoopLink>> linksOf)
{
    /// <summary>The links that tell a loop's custody: its own, and what changed custody of the carriers it rode in.</summary>
    public IReadOnlyList<LoopLink> LinksOf(Guid loop) => LinksOf(loop, []);

    /// <param name="asking">The loops that are being told already: one that rides in itself by mistake hears nothing of it twice.</param>
    private IReadOnlyList<LoopLink> LinksOf(Guid loop, HashSet<Guid> asking)
    {
        var own = linksOf(loop);
        if (!own.Any(l => l.Carrier is not null))
            return own;
        asking.Add(loop);
        var all = own.ToList();
        foreach (var carrier in own.Select(l => l.Carrier).OfType<Guid>().Distinct().Where(c => !asking.Contains(c)))
            all.AddRange(EffectsOf(carrier, asking));
        asking.Remove(loop);
        return all;
    }

    private List<LoopLink> EffectsOf(Guid carrier, HashSet<Guid> asking)
    {
        var effects = new List<LoopLink>();
        LoopFold.Fold(new Loop { Owner = 0, Id = carrier, Kind = "" }, LinksOf(carrier, asking), effects);
        return effects;
    }
}
