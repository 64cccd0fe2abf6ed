using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Proposals;

/// <summary>An act under the two-person rule: a room says how it is shown and how it is done.</summary>
public interface IProposalKind
{
    /// <summary>Kebab case. Its sentence is the text <c>proposal.&lt;kind&gt;</c>, filled with the values of the effect.</summary>
    string Kind { get; }

    /// <summary>One of <see cref="Policies"/>: who may propose and who may approve.</summary>
    string Policy { get; }

    /// <summary>What the act would do now. Made when it is proposed, shown to both, and made again before it is done.</summary>
    /// <exception cref="ActRefusedException">It cannot be done at all.</exception>
    Task<Effect> EffectAsync(RedVestDb db, int owner, string wanted, CancellationToken cancellationToken);

    /// <summary>Does it, in the transaction of the approval.</summary>
    /// <exception cref="ActRefusedException">The world has changed meanwhile.</exception>
    Task DoAsync(RedVestDb db, WriteTransaction write, Agreed agreed, CancellationToken cancellationToken);
}

/// <summary>What both were shown.</summary>
/// <param name="Values">Fill the kind's sentence. One that begins with <c>@</c> is the key of a text.</param>
public sealed record Effect(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Fill it too, as they were when it was proposed. They move by themselves, so the approval does not compare them.</summary>
    public IReadOnlyDictionary<string, string> Counts { get; init; } = new Dictionary<string, string>();

    public static Effect Of(params (string Name, string Value)[] values) => new(values.ToDictionary(v => v.Name, v => v.Value));

    /// <summary>In the reader's language.</summary>
    public string Say(string kind) =>
        Texts.Say("proposal." + kind, [.. Values.Concat(Counts).Select(v => (v.Key, (object?)(v.Value.StartsWith('@') ? Texts.Say(v.Value[1..]) : v.Value)))]);

    internal bool IsSame(Effect other) => Values.Count == other.Values.Count && Values.All(v => other.Values.TryGetValue(v.Key, out var same) && same == v.Value);
}

/// <summary>A proposal that two people agreed on.</summary>
public sealed record Agreed(Guid Id, string Wanted, Guid ProposedBy, DateTimeOffset ProposedAt, Guid ApprovedBy);
