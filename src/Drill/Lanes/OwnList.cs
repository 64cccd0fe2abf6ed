using System.Collections.Concurrent;

namespace RedVest.Drill.Lanes;

/// <summary>One passage as the drill itself has seen it happen.</summary>
/// <param name="Tests">Persons whom the officer sent to sampling.</param>
internal sealed record OwnPassage(Guid Id, Guid Lane, string Category, bool IsVehicle, int Persons, string Verdict, int Tests);

/// <summary>The drill's own list, kept beside the platform and compared with it at the end.</summary>
internal sealed class OwnList
{
    private readonly ConcurrentDictionary<Guid, OwnPassage> _passages = [];

    public IReadOnlyCollection<OwnPassage> Passages => [.. _passages.Values];

    public void Note(OwnPassage passage) => _passages[passage.Id] = passage;
}
