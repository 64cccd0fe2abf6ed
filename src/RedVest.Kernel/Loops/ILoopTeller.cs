namespace RedVest.Kernel.Loops;

/// <summary>Says what the loops of a room are about, masked: for the one board of all loops.</summary>
public interface ILoopTeller
{
    IReadOnlyCollection<string> Kinds { get; }

    /// <param name="loops">Of these kinds, of one owner.</param>
    /// <returns>By the loop's id; a loop of which nothing is known is left out.</returns>
    Task<IReadOnlyDictionary<Guid, LoopTold>> TellAsync(int owner, IReadOnlyList<Loop> loops, CancellationToken cancellationToken);
}

/// <param name="What">A masked name, a plate, or what else a reader knows it by.</param>
/// <param name="Path">The office page where it is dealt with; null: here.</param>
public sealed record LoopTold(string What, string? Path);

/// <summary>Who stands behind a custodian's word.</summary>
public interface ICustodianNames
{
    /// <returns>Names by custodian; one that has none is left out.</returns>
    Task<IReadOnlyDictionary<string, string>> OfAsync(int owner, IReadOnlyCollection<string> custodians, CancellationToken cancellationToken);
}
