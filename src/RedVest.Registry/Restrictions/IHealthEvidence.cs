using RedVest.Kernel.Storage;

namespace RedVest.Registry.Restrictions;

/// <summary>A room that keeps records which show why somebody may be restricted. Asked every night whether they still do.</summary>
public interface IHealthEvidence
{
    /// <summary>The word its triggers carry.</summary>
    string Source { get; }

    /// <summary>Those of the triggers whose evidence still says of the same person what they say.</summary>
    Task<IReadOnlySet<Guid>> HoldingAsync(RedVestDb db, int owner, IReadOnlyCollection<HealthTrigger> triggers, CancellationToken cancellationToken);
}
