using System.Collections.Concurrent;
using RedVest.Drill.Plan;

namespace RedVest.Drill.Lanes;

/// <summary>One passage as the drill itself has seen it happen.</summary>
/// <param name="PersonVerdicts">The verdict given to each occupant.</param>
internal sealed record OwnPassage(
    Guid Id, Guid Lane, string Category, bool IsVehicle, int Persons, string Verdict, IReadOnlyList<string> PersonVerdicts)
{
    public int Tests => PersonVerdicts.Count(Verdicts.IsSampling);
}

/// <summary>The drill's own list, kept beside the platform and compared with it at the end.</summary>
internal sealed class OwnList
{
    private readonly ConcurrentDictionary<Guid, OwnPassage> _passages = [];

    public IReadOnlyCollection<OwnPassage> Passages => [.. _passages.Values];

    public void Note(OwnPassage passage) => _passages[passage.Id] = passage;
}
