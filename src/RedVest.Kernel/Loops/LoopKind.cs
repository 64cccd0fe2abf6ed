namespace RedVest.Kernel.Loops;

/// <summary>
/// A kind of loop, registered by the room whose it is. Its words are texts of that room: <c>loop.&lt;kind&gt;.name</c>,
/// <c>loop.&lt;kind&gt;.stage.&lt;word&gt;</c>, <c>.next.&lt;word&gt;</c>, <c>.end.&lt;word&gt;</c>, <c>.given.&lt;word&gt;</c>.
/// </summary>
/// <param name="Name">Kebab case, in every link.</param>
public sealed record LoopKind(string Name)
{
    public IReadOnlyList<string> Stages { get; init; } = [];

    public IReadOnlyList<string> Nexts { get; init; } = [];

    /// <summary>Why it may be offered.</summary>
    public IReadOnlyList<string> Givens { get; init; } = [];

    /// <summary>How it may end.</summary>
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>The ends that somebody may say at the board; empty: it is taken and ended where its room does it.</summary>
    public IReadOnlyList<string> EndsAtBoard { get; init; } = [];

    /// <summary>Once somebody took it at the board, this has to happen within this many minutes.</summary>
    public (string Next, int Minutes)? AfterTaking { get; init; }

    /// <summary>Without an offer something is missing: somebody took what nobody gave.</summary>
    public bool NeedsOffer { get; init; }

    /// <summary>Who is told when it is overdue, the first step first.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; init; } = [];
}

/// <summary>One step of the ladder of an overdue loop.</summary>
/// <param name="AfterMinutes">Since it was due.</param>
/// <param name="Level">From 1.</param>
/// <param name="Told">post-head, command: a text <c>loops.told.&lt;word&gt;</c>.</param>
public sealed record EscalationStep(int AfterMinutes, int Level, string Told);

/// <summary>All kinds of this program. A loop of a kind that is not here is kept and shown with its raw words.</summary>
public sealed class LoopKinds(IEnumerable<LoopKind> kinds)
{
    private readonly Dictionary<string, LoopKind> _byName = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<LoopKind> All => _byName.Values;

    public LoopKind? Find(string name) => _byName.GetValueOrDefault(name);
}
