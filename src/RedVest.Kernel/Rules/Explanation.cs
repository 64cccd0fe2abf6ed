using RedVest.CertLogic;

namespace RedVest.Kernel.Rules;

/// <summary>One rule that was tried, with all that it could read: enough to question a verdict for as long as its record lives.</summary>
/// <param name="Kind">exempt, restrict, permit; otherwise for the fallback that counts when nothing permits.</param>
/// <param name="Outcome">applies, does-not, unknown, error.</param>
/// <param name="Facts">By full name; null: not known at the time.</param>
/// <param name="Doubt">Why the rule's source is doubtful; null: it is not.</param>
public sealed record RuleSaid(
    string Id,
    string Kind,
    string Outcome,
    string Verdict,
    Wording Text,
    string? Source,
    IReadOnlyDictionary<string, object?> Facts,
    IReadOnlyDictionary<string, Parameter> Parameters,
    string? Doubt);

/// <summary>Explains a verdict from its stored facts: the same pack over the same facts always tries the same rules with the same outcome.</summary>
public static class Explanation
{
    /// <returns>Every rule in the order of trial; the fallback last, if nothing permitted.</returns>
    public static IReadOnlyList<RuleSaid> Of(Pack pack, Facts facts)
    {
        var ruling = Decision.Decide(pack, facts);
        var said = ruling.Tried.Select(tried => Say(pack, facts, tried));
        return ruling.Rules.Contains(pack.Otherwise.Id, StringComparer.Ordinal) ? [.. said, Say(pack.Otherwise)] : [.. said];
    }

    private static RuleSaid Say(Pack pack, Facts facts, RuleTried tried) => new(
        tried.Rule.Id,
        Word(tried.Rule.Kind),
        Word(tried.Outcome),
        tried.Rule.Verdict,
        tried.Rule.Text,
        tried.Rule.Source,
        tried.FactsRead(facts).ToDictionary(fact => fact.Key, fact => Plain(fact.Value), StringComparer.Ordinal),
        tried.ParametersRead(pack).ToDictionary(StringComparer.Ordinal),
        tried.Rule.Doubt);

    private static RuleSaid Say(Fallback otherwise) => new(
        otherwise.Id,
        "otherwise",
        Word(RuleOutcome.Applies),
        otherwise.Verdict,
        otherwise.Text,
        null,
        new Dictionary<string, object?>(StringComparer.Ordinal),
        new Dictionary<string, Parameter>(StringComparer.Ordinal),
        null);

    private static string Word(RuleKind kind) => kind switch
    {
        RuleKind.Exempt => "exempt",
        RuleKind.Restrict => "restrict",
        RuleKind.Permit => "permit",
    };

    private static string Word(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Applies => "applies",
        RuleOutcome.DoesNot => "does-not",
        RuleOutcome.Unknown => "unknown",
        RuleOutcome.Error => "error",
    };

    private static object? Plain(Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.Boolean,
        ValueKind.Integer => value.Integer,
        ValueKind.Text => value.Text,
        ValueKind.Array => value.Items.ToArray().Select(Plain).ToList(),
        ValueKind.Null or ValueKind.Fraction or ValueKind.Object or ValueKind.Instant => null, // no fact has these kinds
    };
}
