using System.Collections.Concurrent;
using RedVest.Drill.Devices;
using RedVest.Drill.Plan;

namespace RedVest.Drill.Lanes;

/// <summary>One passage as the drill itself has seen it happen.</summary>
/// <param name="Decided">The moment of the verdict, as offset from local midnight.</param>
/// <param name="Tests">Persons whom the officer sent to sampling.</param>
internal sealed record OwnPassage(Guid Id, Guid Lane, string Category, bool IsVehicle, int Persons, string Verdict, int Tests, TimeSpan Decided = default)
{
    /// <summary>Persons who had registered themselves in the queue.</summary>
    public int Registered { get; init; }

    /// <summary>Who goes to the yard: the occupant's number and what was given.</summary>
    public IReadOnlyList<(int N, string Given)> ToYard { get; init; } = [];
}

/// <summary>Somebody whom the yard had, and how it ended.</summary>
internal sealed record OwnHeld(Guid Passage, int N, string EndReason);

/// <summary>A lorry that came in, was watched, and left.</summary>
internal sealed record OwnTrip(Guid Id, bool Breached);

/// <summary>The drill's own list, kept beside the platform and compared with it at the end.</summary>
internal sealed class OwnList
{
    private readonly ConcurrentDictionary<Guid, OwnPassage> _passages = [];
    private readonly ConcurrentDictionary<(Guid, int), OwnHeld> _held = [];

    private readonly ConcurrentDictionary<Guid, OwnTrip> _trips = [];

    /// <summary>Told of each passage at the moment of its verdict.</summary>
    public Action<OwnPassage, PassagePlan> Told { get; set; } = (_, _) => { };

    public IReadOnlyCollection<OwnPassage> Passages => [.. _passages.Values];

    public IReadOnlyCollection<OwnHeld> Held => [.. _held.Values];

    private readonly ConcurrentDictionary<int, int> _handovers = [];
    private readonly ConcurrentDictionary<int, int> _receipts = [];
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<string>> _failed = [];

    /// <summary>The items of the gate that was asked; none where there is no gate.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];

    /// <summary>How many persons failed an item.</summary>
    public int Failed(string item) => _failed.Values.Sum(items => items.Count(i => i == item));

    /// <summary>Changes of shift at which two leaders signed, with the number of persons and lorries that were handed over.</summary>
    public IReadOnlyDictionary<int, int> Handovers => _handovers;

    public IReadOnlyCollection<OwnTrip> Trips => [.. _trips.Values];

    /// <summary>How many entries the post's log has in the end.</summary>
    public int LogEntries { get; set; }

    /// <param name="plan">What the passage was meant to be; null: nobody is told.</param>
    public void Note(OwnPassage passage, PassagePlan? plan = null)
    {
        _passages[passage.Id] = passage;
        if (plan is not null)
            Told(passage, plan);
    }

    public void NoteHeld(OwnHeld held) => _held[(held.Passage, held.N)] = held;

    /// <param name="items">One for each person and item.</param>
    public void NoteFailed(Guid passage, GateRead gate, IReadOnlyList<string> items)
    {
        Asked = [.. gate.Items.Select(i => i.Key)];
        _failed[passage] = items;
    }

    public void NoteHandover(int shift, int loops) => _handovers[shift] = loops;

    /// <summary>What a leader has read at the beginning of each shift, so many things.</summary>
    public IReadOnlyDictionary<int, int> Receipts => _receipts;

    public void NoteRead(int shift, int things) => _receipts[shift] = things;

    public void NoteTrip(OwnTrip trip) => _trips[trip.Id] = trip;
}
