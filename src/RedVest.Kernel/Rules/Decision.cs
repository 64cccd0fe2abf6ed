using RedVest.CertLogic;

namespace RedVest.Kernel.Rules;

/// <summary>
/// Decides by a pack, with no clock and no database. Rules that exempt come first, and the first that applies ends the matter. Then every
/// other rule is tried: the strictest outcome among those that apply stands; without any that permits, the pack's fallback. What could
/// not be answered never makes the outcome milder without a person being told to look.
/// </summary>
public static class Decision
{
    /// <summary>The ruling for one person.</summary>
    public static Ruling Decide(Pack pack, Facts facts)
    {
        var tried = new List<RuleTried>(pack.Rules.Count);
        foreach (var rule in pack.Rules)
        {
            if (rule.Kind == RuleKind.Exempt)
            {
                var outcome = Try(rule, facts);
                tried.Add(new RuleTried(rule, outcome));
                if (outcome == RuleOutcome.Applies)
                {
                    return new Ruling(rule.Verdict, MustLook(pack, tried, rule.Verdict), [rule.Id], Unanswered(tried), tried);
                }
            }
        }

        foreach (var rule in pack.Rules)
        {
            if (rule.Kind != RuleKind.Exempt)
            {
                tried.Add(new RuleTried(rule, Try(rule, facts)));
            }
        }

        return Strictest(pack, tried);
    }

    private static Ruling Strictest(Pack pack, List<RuleTried> tried)
    {
        var permitted = tried.Exists(t => t is { Outcome: RuleOutcome.Applies, Rule.Kind: RuleKind.Permit });
        var applied = tried.Where(t => t.Outcome == RuleOutcome.Applies).Select(t => (t.Rule.Id, t.Rule.Verdict));
        var ordered = (permitted ? applied : applied.Append((pack.Otherwise.Id, pack.Otherwise.Verdict)))
            .OrderByDescending(a => pack.Strictness(a.Verdict)).ToList(); // stable: ties keep the order of the pack
        var verdict = ordered[0].Verdict;
        return new Ruling(verdict, !permitted || MustLook(pack, tried, verdict), ordered.ConvertAll(a => a.Id), Unanswered(tried), tried);
    }

    /// <summary>A restriction that could not be answered, or any rule that could have made the outcome stricter.</summary>
    private static bool MustLook(Pack pack, List<RuleTried> tried, string verdict)
    {
        foreach (var (rule, outcome) in tried)
        {
            if (outcome is RuleOutcome.Unknown or RuleOutcome.Error
                && (rule.Kind == RuleKind.Restrict || pack.Strictness(rule.Verdict) > pack.Strictness(verdict)))
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Unanswered(List<RuleTried> tried) =>
        tried.Where(t => t.Outcome is RuleOutcome.Unknown or RuleOutcome.Error).Select(t => t.Rule.Id).ToList();

    private static RuleOutcome Try(Rule rule, Facts facts)
    {
        try
        {
            var value = rule.When.Evaluate(facts.Slots, out var missing);
            return value.IsTruthy && (rule.Kind == RuleKind.Restrict || !missing) ? RuleOutcome.Applies
                : missing ? RuleOutcome.Unknown
                : value.IsFalsy ? RuleOutcome.DoesNot
                : RuleOutcome.Error;
        }
        catch (CertLogicException)
        {
            return RuleOutcome.Error;
        }
    }
}

public enum RuleOutcome
{
    Applies,
    DoesNot,

    /// <summary>It met a fact that is not known, and so could not be answered.</summary>
    Unknown,

    /// <summary>Its condition threw.</summary>
    Error,
}

/// <summary>One rule and what came of it.</summary>
public readonly record struct RuleTried(Rule Rule, RuleOutcome Outcome)
{
    /// <summary>The facts it can read with their values, null when unknown.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> FactsRead(Facts facts) =>
        Rule.FactSlots.Select(slot => KeyValuePair.Create(facts.Schema.Facts[slot].Path, facts.At(slot))).ToList();

    /// <summary>The parameters it can read.</summary>
    public IReadOnlyList<KeyValuePair<string, Parameter>> ParametersRead(Pack pack) =>
        Rule.ParameterNames.Select(name => KeyValuePair.Create(name, pack.Parameters[name])).ToList();
}

/// <summary>The decision for one person, and all that is needed to explain it.</summary>
/// <param name="Verdict">One of the pack's verdicts.</param>
/// <param name="MustLook">A person must look before anybody acts on it.</param>
/// <param name="Rules">Ids of the rules that applied, strictest first: the first decided. The fallback's id stands among them when nothing permitted.</param>
/// <param name="Unanswered">Ids of rules that met an unknown or failed.</param>
/// <param name="Tried">Every rule that was tried, in the order of trial.</param>
public sealed record Ruling(string Verdict, bool MustLook, IReadOnlyList<string> Rules, IReadOnlyList<string> Unanswered, IReadOnlyList<RuleTried> Tried);
