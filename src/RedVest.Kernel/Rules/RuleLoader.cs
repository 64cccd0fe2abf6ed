using RedVest.CertLogic;

namespace RedVest.Kernel.Rules;

/// <summary>
/// Makes one <see cref="Rule"/>. What it refuses: a fact that the schema does not publish, a fact read without asking whether it is
/// known, a number that is no parameter, evidence in a rule that exempts.
/// </summary>
internal static class RuleLoader
{
    private const string ParameterPrefix = "parameters.";
    private const string ListPrefix = "lists.";

    internal static Rule Load(PackReader json, Pack pack)
    {
        json.Only("id", "kind", "verdict", "when", "text", "measures", "source");
        var kind = Kind(json);
        var condition = Compile(json.Any("when"), pack);
        var (facts, asked) = Reads(condition, pack.Facts);
        CheckReads(json, pack.Facts, kind, facts, asked);
        return new Rule(json.Text("id"), kind, Verdict(json, pack, kind), condition, PackLoader.Words(json, "text"), Measures(json, pack), json.Text("source"))
        {
            FactSlots = facts.Union(asked, StringComparer.Ordinal).Select(pack.Facts.SlotOf).ToList(),
            ParameterNames = condition.Reads.Where(path => path.StartsWith(ParameterPrefix, StringComparison.Ordinal)).Select(path => path[ParameterPrefix.Length..]).ToList(),
        };
    }

    private static RuleKind Kind(PackReader json) => json.Text("kind") switch
    {
        "exempt" => RuleKind.Exempt,
        "restrict" => RuleKind.Restrict,
        "permit" => RuleKind.Permit,
        _ => throw json.Any("kind").Refuse("must be exempt, restrict or permit"),
    };

    private static string Verdict(PackReader json, Pack pack, RuleKind kind)
    {
        var verdict = json.Text("verdict");
        return pack.Strictness(verdict) >= 0 || (kind == RuleKind.Exempt && pack.OutsideOrder.Contains(verdict, StringComparer.Ordinal))
            ? verdict
            : throw json.Any("verdict").Refuse("not one of the verdicts; only a rule that exempts may use one outside the order");
    }

    private static IReadOnlyList<string> Measures(PackReader json, Pack pack)
    {
        var measures = json.Has("measures") ? json.Texts("measures") : [];
        return measures.All(pack.Measures.ContainsKey) ? measures : throw json.Any("measures").Refuse("not one of the measures of this pack");
    }

    private static Expression Compile(PackReader when, Pack pack)
    {
        try
        {
            var condition = Expression.Compile(when.Json, path => Bind(path, pack, when.Place));
            return condition.Numbers.Count == 0
                ? condition
                : throw new PackException(when.Place + condition.Numbers[0], "a number that is not a parameter");
        }
        catch (CertLogicException broken)
        {
            throw new PackException(when.Place + broken.Place, broken.Message);
        }
    }

    private static Binding Bind(string path, Pack pack, string place)
    {
        if (path.StartsWith(ParameterPrefix, StringComparison.Ordinal) && pack.Parameters.TryGetValue(path[ParameterPrefix.Length..], out var parameter))
        {
            return new Binding.Constant(Value.Of(parameter.Value));
        }

        if (path.StartsWith(ListPrefix, StringComparison.Ordinal) && pack.Lists.TryGetValue(path[ListPrefix.Length..], out var list))
        {
            return new Binding.Constant(Value.Of(list.Select(item => Value.Of(item)).ToArray()));
        }

        if (pack.Facts.SlotOf(path) is >= 0 and var slot)
        {
            return new Binding.Slot(slot);
        }

        return pack.Facts.FactOfSibling(path) is { } fact
            ? new Binding.SlotKnown(pack.Facts.SlotOf(fact))
            : throw new PackException(place, $"{path} is neither a fact, a parameter nor a list");
    }

    private static (IReadOnlyList<string> Facts, IReadOnlyList<string> Asked) Reads(Expression condition, FactsSchema schema) => (
        condition.Reads.Where(path => schema.SlotOf(path) >= 0).ToList(),
        condition.Reads.Select(schema.FactOfSibling).OfType<string>().ToList());

    private static void CheckReads(PackReader json, FactsSchema schema, RuleKind kind, IReadOnlyList<string> facts, IReadOnlyList<string> asked)
    {
        if (facts.Except(asked, StringComparer.Ordinal).FirstOrDefault() is { } unasked)
        {
            throw json.Any("when").Refuse($"reads {unasked} without {FactsSchema.SiblingOf(unasked)}");
        }

        if (kind == RuleKind.Exempt && asked.FirstOrDefault(path => schema.Facts[schema.SlotOf(path)].Evidence) is { } evidence)
        {
            throw json.Any("when").Refuse($"a rule that exempts reads no evidence, but this one reads {evidence}");
        }
    }
}
