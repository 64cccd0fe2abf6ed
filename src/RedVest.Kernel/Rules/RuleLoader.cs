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

    internal static Rule Load(PackReader json, Pack pack, FaultList faults)
    {
        faults.Try(() => json.Only("id", "kind", "verdict", "when", "text", "measures", "source", "doubtful", "because"));
        var id = faults.Try(() => json.Text("id"), "");
        var kind = faults.Try<RuleKind?>(() => Kind(json), null);
        var condition = faults.Try(() => Compile(json.Any("when"), pack, faults), null);
        if (condition is not null)
            CheckReads(json, pack.Facts, kind, condition, faults);
        return new Rule(
            id, kind ?? RuleKind.Restrict, faults.Try(() => Verdict(json, pack, kind), ""), condition!, PackLoader.Words(json, "text", faults),
            faults.Try(() => Measures(json, pack), []), faults.Try(() => json.Text("source"), ""))
        {
            FactSlots = condition is null ? [] : [.. FactsOf(condition, pack.Facts).Union(AskedBy(condition, pack.Facts), StringComparer.Ordinal).Select(pack.Facts.SlotOf)],
            ParameterNames = Names(condition, ParameterPrefix),
            ListNames = Names(condition, ListPrefix),
            Doubt = PackLoader.Doubt(json, faults),
        };
    }

    private static IReadOnlyList<string> Names(Expression? condition, string prefix) =>
        condition is null ? [] : [.. condition.Reads.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).Select(path => path[prefix.Length..])];

    private static RuleKind Kind(PackReader json) => json.Text("kind") switch
    {
        "exempt" => RuleKind.Exempt,
        "restrict" => RuleKind.Restrict,
        "permit" => RuleKind.Permit,
        _ => throw json.Any("kind").Refuse("must be exempt, restrict or permit"),
    };

    private static string Verdict(PackReader json, Pack pack, RuleKind? kind)
    {
        var verdict = json.Text("verdict");
        return pack.Verdicts.Count == 0 // already a fault of its own
            || pack.Strictness(verdict) >= 0 || (kind is null or RuleKind.Exempt && pack.OutsideOrder.Contains(verdict, StringComparer.Ordinal))
            ? verdict
            : throw json.Any("verdict").Refuse("not one of the verdicts; only a rule that exempts may use one outside the order");
    }

    private static IReadOnlyList<string> Measures(PackReader json, Pack pack)
    {
        var measures = json.Has("measures") ? json.Texts("measures") : [];
        return measures.All(pack.Measures.ContainsKey) ? measures : throw json.Any("measures").Refuse("not one of the measures of this pack");
    }

    private static Expression Compile(PackReader when, Pack pack, FaultList faults)
    {
        try
        {
            var condition = Expression.Compile(when.Json, path => Bind(path, pack, when.Place, faults));
            foreach (var number in condition.Numbers)
                faults.Add(when.Place + number, "a number that is not a parameter");
            return condition;
        }
        catch (CertLogicException broken)
        {
            throw new PackException(when.Place + broken.Place, broken.Message);
        }
    }

    private static Binding Bind(string path, Pack pack, string place, FaultList faults)
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

        if (pack.Facts.FactOfSibling(path) is { } fact)
            return new Binding.SlotKnown(pack.Facts.SlotOf(fact));
        faults.Add(place, $"{path} is neither a fact, a parameter nor a list");
        return new Binding.Constant(Value.Null);
    }

    private static IEnumerable<string> FactsOf(Expression condition, FactsSchema schema) => condition.Reads.Where(path => schema.SlotOf(path) >= 0);

    private static IEnumerable<string> AskedBy(Expression condition, FactsSchema schema) => condition.Reads.Select(schema.FactOfSibling).OfType<string>();

    private static void CheckReads(PackReader json, FactsSchema schema, RuleKind? kind, Expression condition, FaultList faults)
    {
        var (when, asked) = (json.Any("when").Place, AskedBy(condition, schema).ToList());
        foreach (var unasked in FactsOf(condition, schema).Except(asked, StringComparer.Ordinal))
            faults.Add(when, $"reads {unasked} without {FactsSchema.SiblingOf(unasked)}");
        if (kind != RuleKind.Exempt)
            return;
        foreach (var evidence in asked.Where(path => schema.Facts[schema.SlotOf(path)].Evidence))
            faults.Add(when, $"a rule that exempts reads no evidence, but this one reads {evidence}");
    }
}
