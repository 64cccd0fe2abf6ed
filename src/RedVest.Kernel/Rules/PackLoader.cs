using System.Globalization;
using System.Text.Json;

namespace RedVest.Kernel.Rules;

/// <summary>Makes a <see cref="Pack"/> from its JSON text (docs/packs.md), or says everything that is wrong with it.</summary>
public static class PackLoader
{
    private const int Format = 1;

    /// <exception cref="PackException">The text is not a pack that can be used with <paramref name="schema"/>; its first fault.</exception>
    public static Pack Load(string json, FactsSchema schema)
    {
        var (pack, faults) = Read(json, schema);
        return pack ?? throw faults.Where(fault => !fault.IsWarning).Select(fault => new PackException(fault.Place, fault.Reason)).First();
    }

    /// <summary>Reads to the end, whatever is wrong on the way.</summary>
    /// <param name="exists">Whether there is such a division, for the codes in areas; null: not asked.</param>
    public static PackReading Read(string json, FactsSchema schema, Func<string, bool>? exists = null)
    {
        try
        {
            var lines = JsonLines.Read(json, PackReader.MaxDepth);
            var faults = new FaultList(lines);
            var root = PackReader.Parse(json);
            var pack = Read(root, schema, faults);
            PackChecks.Check(pack, exists, faults);
            return new PackReading(faults.HasErrors ? null : pack, faults.InOrder);
        }
        catch (PackException broken) // no object at all
        {
            var line = broken.Place.StartsWith("line ", StringComparison.Ordinal) ? int.Parse(broken.Place.AsSpan(5), CultureInfo.InvariantCulture) : 1;
            return new PackReading(null, [new PackFault(broken.Place, line, broken.Reason, IsWarning: false)]);
        }
    }

    private static Pack Read(PackReader root, FactsSchema schema, FaultList faults)
    {
        faults.Try(() => root.Only(
            "format", "id", "version", "facts", "disease", "area", "from", "until", "source", "verdicts", "outsideOrder", "otherwise",
            "parameters", "lists", "measures", "definitions", "areas", "certificates", "transitions", "rules"));
        faults.Try(() => RequireFormat(root));
        faults.Try(() => RequireFacts(root, schema));
        var parameters = Named(root, "parameters", faults, Parameter, new Parameter(0, "", Wording.None));
        var pack = new Pack
        {
            Id = faults.Try(() => root.Text("id"), ""),
            Version = faults.Try(() => root.Integer("version"), 0),
            Disease = Words(root, "disease", faults),
            Area = faults.Try(() => Area(root), []),
            From = faults.Try(() => root.Instant("from"), null),
            Until = faults.Try(() => root.Instant("until"), null),
            Source = faults.Try(() => root.Text("source"), ""),
            Verdicts = faults.Try(() => Distinct(root, "verdicts"), []),
            OutsideOrder = faults.Try(() => Distinct(root, "outsideOrder"), []),
            Otherwise = faults.Try(() => Otherwise(root.Object("otherwise"), faults), new Fallback("", "", Wording.None)),
            Parameters = parameters,
            Lists = Lists(root, faults),
            Measures = Named(root, "measures", faults, Words, Wording.None),
            Definitions = root.Has("definitions") ? Named(root, "definitions", faults, Definition, new Definition(0, "", Wording.None, "", null)) : new(),
            Areas = root.Has("areas") ? faults.Try(() => AreaLoader.Areas(root.Object("areas"), faults), null) : null,
            Certificates = root.Has("certificates") ? faults.Try(() => AcceptedCertificates.Read(root.Object("certificates"), parameters), null) : null,
            Transitions = root.Has("transitions") ? TransitionsOf(root, faults) : [],
            Rules = [],
            Facts = schema,
        };
        CheckHead(root, pack, faults);
        return pack with { Rules = Rules(root, pack, faults) };
    }

    private static void CheckHead(PackReader root, Pack pack, FaultList faults)
    {
        if (pack.From >= pack.Until)
            faults.Add("/until", "must lie after from");
        if (root.Has("verdicts") && (pack.Verdicts.Count == 0 || pack.Verdicts.Intersect(pack.OutsideOrder, StringComparer.Ordinal).Any()))
            faults.Add("/verdicts", "needs at least one verdict, none of them outside the order too");
        else if (pack.Otherwise.Verdict.Length > 0 && pack.Strictness(pack.Otherwise.Verdict) < 0)
            faults.Add("/otherwise/verdict", "not one of the verdicts");
    }

    private static List<Rule> Rules(PackReader root, Pack pack, FaultList faults)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { pack.Otherwise.Id };
        var rules = new List<Rule>();
        var items = faults.Try(() => root.Items("rules"), []);
        foreach (var json in items)
        {
            var rule = faults.Try(() => RuleLoader.Load(json.Expect(JsonValueKind.Object, "an object"), pack, faults), null);
            if (rule is null)
                continue;
            if (rule.Id.Length > 0 && !ids.Add(rule.Id))
                faults.Add(json.Place + "/id", "two rules have this id");
            rules.Add(rule);
        }

        if (root.Has("rules") && rules.Count == items.Count && !rules.Exists(rule => rule.Kind == RuleKind.Permit))
            faults.Add("/rules", "nothing permits: everybody would be held");
        return rules;
    }

    private static void RequireFormat(PackReader root)
    {
        if (root.Integer("format") != Format)
            throw root.Any("format").Refuse($"this program reads {Format.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Facts are only ever added, so that a pack of an older schema reads what it always read.</summary>
    private static void RequireFacts(PackReader root, FactsSchema schema)
    {
        var version = root.Integer("facts");
        if (version < 1 || version > schema.Version)
            throw root.Any("facts").Refuse($"this program knows 1 to {schema.Version.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>A sentence in both languages, each fault noted by itself.</summary>
    internal static Wording Words(PackReader json, string name, FaultList faults) => faults.Try(() => Words(json.Object(name), faults), Wording.None);

    private static Wording Words(PackReader words, FaultList faults)
    {
        faults.Try(() => words.Only("zh", "en"));
        return new Wording(faults.Try(() => InLanguage(words, "zh", chinese: true), ""), faults.Try(() => InLanguage(words, "en", chinese: false), ""));
    }

    private static string InLanguage(PackReader words, string name, bool chinese)
    {
        var text = words.Text(name);
        var isChinese = text.Any(letter => letter is >= '\u4e00' and <= '\u9fff');
        return isChinese == chinese ? text : throw words.Any(name).Refuse(chinese ? "is not Chinese: a translation is missing" : "is not English: a translation is missing");
    }

    internal static bool IsDivision(string code) => code.Length is 2 or 4 or 6 or 9 or 12 && code.All(char.IsAsciiDigit);

    private static IReadOnlyList<string> Area(PackReader root)
    {
        var area = root.Texts("area");
        return area.Count > 0 && area.All(IsDivision) ? area : throw root.Any("area").Refuse("needs division codes of 2, 4, 6, 9 or 12 digits");
    }

    internal static IReadOnlyList<string> Distinct(PackReader json, string name)
    {
        var texts = json.Texts(name);
        return texts.Distinct(StringComparer.Ordinal).Count() == texts.Count && texts.All(text => text.Length > 0)
            ? texts
            : throw json.Any(name).Refuse("a name is empty or stands here twice");
    }

    private static Fallback Otherwise(PackReader json, FaultList faults)
    {
        faults.Try(() => json.Only("id", "verdict", "text"));
        return new Fallback(faults.Try(() => json.Text("id"), ""), faults.Try(() => json.Text("verdict"), ""), Words(json, "text", faults));
    }

    private static Parameter Parameter(PackReader json, FaultList faults)
    {
        faults.Try(() => json.Only("value", "unit", "text", "source", "doubtful", "because"));
        return new Parameter(faults.Try(() => json.Integer("value"), 0), faults.Try(() => json.Text("unit"), ""), Words(json, "text", faults))
        {
            Source = json.Has("source") ? faults.Try(() => json.Text("source"), null) : null,
            Doubt = Doubt(json, faults),
        };
    }

    private static Definition Definition(PackReader json, FaultList faults)
    {
        faults.Try(() => json.Only("value", "unit", "text", "source", "doubtful", "because"));
        return new Definition(
            faults.Try(() => json.Integer("value"), 0), faults.Try(() => json.Text("unit"), ""), Words(json, "text", faults), faults.Try(() => json.Text("source"), ""),
            Doubt(json, faults));
    }

    /// <summary>Why a statement is doubtful; null when it is not.</summary>
    internal static string? Doubt(PackReader json, FaultList faults) => faults.Try(
        () => json.Has("doubtful") && json.Boolean("doubtful") ? json.Text("because")
            : json.Has("because") ? throw json.Any("because").Refuse("explains a doubt that is not marked")
            : null,
        null);

    private static Dictionary<string, T> Named<T>(PackReader root, string group, FaultList faults, Func<PackReader, FaultList, T> read, T instead) =>
        faults.Try(() => root.Members(group).ToDictionary(m => m.Name, m => faults.Try(() => read(m.Member.Expect(JsonValueKind.Object, "an object"), faults), instead), StringComparer.Ordinal), []);

    private static Dictionary<string, IReadOnlyList<string>> Lists(PackReader root, FaultList faults) => faults.Try(
        () => root.Object("lists") is var lists
            ? lists.Names.ToDictionary(name => name, name => faults.Try(() => Distinct(lists, name), []), StringComparer.Ordinal)
            : [], []);

    private static List<Transition> TransitionsOf(PackReader root, FaultList faults) =>
        [.. faults.Try(() => root.Items("transitions"), []).Select(json => faults.Try(() => Transition.Read(json.Expect(JsonValueKind.Object, "an object"), faults), null)).OfType<Transition>()];
}
