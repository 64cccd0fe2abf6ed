using RedVest.CertLogic;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Rules;

namespace RedVest.Checkpoints.Passages;

/// <summary>
/// Tries a gate's items on what was seen of one person. The phone does the same (<c>web/shared/src/gates</c>); <c>packs/vectors/gates.json</c> holds
/// both to it.
/// </summary>
internal static class GateCheck
{
    /// <param name="Failed">Items whose answer is not in order.</param>
    /// <param name="Open">Required items that have no answer.</param>
    internal sealed record Tried(IReadOnlyList<string> Failed, IReadOnlyList<string> Open);

    public static Tried Try(GateTemplate gate, Facts facts, OccupantSaid occupant)
    {
        var (failed, open) = (new List<string>(), new List<string>());
        foreach (var item in gate.Items)
        {
            if (item.SinceAge is { } age && facts["ageYears"] is { IsNull: false } years && years.Integer < age)
                continue;
            switch (IsGood(item, facts, occupant))
            {
                case false:
                    failed.Add(item.Key);
                    break;
                case null when item.Required:
                    open.Add(item.Key);
                    break;
            }
        }

        return new Tried(failed, open);
    }

    /// <summary>Null: nobody answered it.</summary>
    private static bool? IsGood(GateItem item, Facts facts, OccupantSaid occupant)
    {
        if (item.Fact is not { } fact)
            return occupant.Answers?.TryGetValue(item.Key, out var said) == true ? IsGood(item, Value.Of(said)) : null;
        return facts[fact] is { IsNull: false } value ? IsGood(item, value) : null;
    }

    private static bool IsGood(GateItem item, Value value) =>
        item.Good is not { } good || (item.Span is { } span
            ? value.Integer >= span.From && value.Integer <= span.To
            : good.EnumerateArray().Any(one => Value.Parse(one).Same(value)));
}
