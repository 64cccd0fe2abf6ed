using RedVest.CertLogic;

namespace RedVest.Kernel.Rules;

/// <summary>
/// A rule pack: everything that one response decides by, as data. Never edited in place; a change is a new version. Made by
/// <see cref="PackLoader"/>, which has already checked it; safe to share between threads.
/// </summary>
public sealed record Pack
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required Wording Disease { get; init; }

    /// <summary>Division codes (GB/T 2260, a prefix covers all below it) in which the pack may be put into force.</summary>
    public required IReadOnlyList<string> Area { get; init; }

    /// <summary>First instant at which it may be in force; null: decided when it is put into force.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>First instant at which it is no longer in force; null: open.</summary>
    public required DateTimeOffset? Until { get; init; }

    public required string Source { get; init; }

    /// <summary>The outcomes, mild to strict.</summary>
    public required IReadOnlyList<string> Verdicts { get; init; }

    /// <summary>Outcomes outside that order, milder than any for comparison.</summary>
    public required IReadOnlyList<string> OutsideOrder { get; init; }

    /// <summary>What holds when no rule permits.</summary>
    public required Fallback Otherwise { get; init; }

    public required IReadOnlyDictionary<string, Parameter> Parameters { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Lists { get; init; }

    /// <summary>What the officer does next, by the names that rules refer to.</summary>
    public required IReadOnlyDictionary<string, Wording> Measures { get; init; }

    /// <summary>Null: the pack keeps no list of areas, and no level of any is known.</summary>
    public required AreaList? Areas { get; init; }

    /// <summary>Null: the pack rules on no signed code.</summary>
    public required AcceptedCertificates? Certificates { get; init; }

    /// <summary>Numbers of the response that no lane rule reads, for people and for other rooms.</summary>
    public required IReadOnlyDictionary<string, Definition> Definitions { get; init; }

    public required IReadOnlyList<Transition> Transitions { get; init; }

    public required IReadOnlyList<Rule> Rules { get; init; }

    public required FactsSchema Facts { get; init; }

    /// <summary>Position in the order, mild to strict; -1 for outcomes outside it and for unknown ones.</summary>
    public int Strictness(string verdict)
    {
        for (var i = 0; i < Verdicts.Count; i++)
        {
            if (Verdicts[i] == verdict)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Why statements of it are doubtful, one text a statement.</summary>
    public IEnumerable<string> Doubts => Rules.Select(rule => rule.Doubt)
        .Concat(Parameters.Values.Select(parameter => parameter.Doubt))
        .Concat(Definitions.Values.Select(definition => definition.Doubt))
        .Concat(Areas?.Entries.Select(entry => entry.Doubt) ?? [])
        .OfType<string>();

    /// <summary>The sentence of a rule, or of the fallback; null for an id of another pack.</summary>
    public Wording? TextOf(string ruleId) => ruleId == Otherwise.Id ? Otherwise.Text : Rules.FirstOrDefault(rule => rule.Id == ruleId)?.Text;
}

/// <summary>One thing said in both languages.</summary>
public sealed record Wording(string Zh, string En)
{
    internal static Wording None { get; } = new("", "");
}

/// <summary>A number that rules compare facts with.</summary>
/// <param name="Value">A whole number.</param>
/// <param name="Unit">Its unit, such as <c>min</c> or <c>0.1 °C</c>.</param>
/// <param name="Text">What it limits.</param>
public sealed record Parameter(int Value, string Unit, Wording Text)
{
    public string? Source { get; init; }

    /// <summary>Why it is doubtful; null: it is not.</summary>
    public string? Doubt { get; init; }
}

/// <summary>A number that the response defines beyond what lanes decide by.</summary>
/// <param name="Doubt">Why it is doubtful; null: it is not.</param>
public sealed record Definition(int Value, string Unit, Wording Text, string Source, string? Doubt);

/// <summary>The outcome when nothing permits; always with <em>must look</em>.</summary>
public sealed record Fallback(string Id, string Verdict, Wording Text);

public enum RuleKind
{
    /// <summary>Life first: runs before all others and reads no evidence.</summary>
    Exempt,

    /// <summary>Makes the outcome at least as strict as its own.</summary>
    Restrict,

    /// <summary>Lets pass; without any, nobody passes unlooked at.</summary>
    Permit,
}

/// <summary>One rule of a pack.</summary>
/// <param name="Id">Unique in its pack and stable over its versions.</param>
/// <param name="Kind">How it takes part in the decision.</param>
/// <param name="Verdict">The outcome when it applies.</param>
/// <param name="When">Its condition over the facts' slots.</param>
/// <param name="Text">One sentence as an officer would say it to the driver.</param>
/// <param name="Measures">Names of measures of the pack.</param>
/// <param name="Source">The document or decision it comes from.</param>
public sealed record Rule(string Id, RuleKind Kind, string Verdict, Expression When, Wording Text, IReadOnlyList<string> Measures, string Source)
{
    /// <summary>Slots of the facts it can read, siblings not counted.</summary>
    public required IReadOnlyList<int> FactSlots { get; init; }

    /// <summary>Names of the parameters it can read.</summary>
    public required IReadOnlyList<string> ParameterNames { get; init; }

    /// <summary>Names of the lists it can read.</summary>
    public required IReadOnlyList<string> ListNames { get; init; }

    /// <summary>Why it is doubtful; null: it is not.</summary>
    public string? Doubt { get; init; }
}
