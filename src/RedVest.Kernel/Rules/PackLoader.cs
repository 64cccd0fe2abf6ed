using System.Globalization;
using System.Text.Json;

namespace RedVest.Kernel.Rules;

/// <summary>Makes a <see cref="Pack"/> from its JSON text (docs/packs.md), or refuses it with place and reason.</summary>
public static class PackLoader
{
    private const int Format = 1;

    /// <exception cref="PackException">The text is not a pack that can be used with <paramref name="schema"/>.</exception>
    public static Pack Load(string json, FactsSchema schema)
    {
        var root = PackReader.Parse(json);
        root.Only("format", "id", "version", "facts", "disease", "area", "from", "until", "source", "verdicts", "outsideOrder", "otherwise", "parameters", "lists", "measures", "rules", "areas", "certificates");
        Require(root, "format", Format);
        RequireFacts(root, schema);
        var pack = new Pack
        {
            Id = root.Text("id"),
            Version = root.Integer("version"),
            Disease = Words(root, "disease"),
            Area = Area(root),
            From = root.Instant("from"),
            Until = root.Instant("until"),
            Source = root.Text("source"),
            Verdicts = Distinct(root, "verdicts"),
            OutsideOrder = Distinct(root, "outsideOrder"),
            Otherwise = Otherwise(root.Object("otherwise")),
            Parameters = Parameters(root.Object("parameters")),
            Lists = Lists(root.Object("lists")),
            Measures = Measures(root.Object("measures")),
            Areas = root.Has("areas") ? Areas(root.Object("areas")) : null,
            Certificates = null,
            Rules = [],
            Facts = schema,
        };
        pack = root.Has("certificates") ? pack with { Certificates = Certificates(root.Object("certificates"), pack) } : pack;
        Check(root, pack);
        return Rules(root, pack);
    }

    private static void Check(PackReader root, Pack pack)
    {
        if (pack.From >= pack.Until)
        {
            throw root.Any("until").Refuse("must lie after from");
        }

        if (pack.Verdicts.Count == 0 || pack.Verdicts.Intersect(pack.OutsideOrder, StringComparer.Ordinal).Any())
        {
            throw root.Any("verdicts").Refuse("needs at least one verdict, none of them outside the order too");
        }

        if (pack.Strictness(pack.Otherwise.Verdict) < 0)
        {
            throw root.Object("otherwise").Any("verdict").Refuse("not one of the verdicts");
        }
    }

    private static Pack Rules(PackReader root, Pack pack)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { pack.Otherwise.Id };
        var rules = new List<Rule>();
        foreach (var json in root.Items("rules"))
        {
            var rule = RuleLoader.Load(json.Expect(JsonValueKind.Object, "an object"), pack);
            rules.Add(ids.Add(rule.Id) ? rule : throw json.Any("id").Refuse("two rules have this id"));
        }

        return rules.Any(rule => rule.Kind == RuleKind.Permit)
            ? pack with { Rules = rules }
            : throw root.Any("rules").Refuse("nothing permits: everybody would be held");
    }

    private static void Require(PackReader root, string name, int supported)
    {
        if (root.Integer(name) != supported)
        {
            throw root.Any(name).Refuse($"this program reads {supported.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Facts are only ever added, so that a pack of an older schema reads what it always read.</summary>
    private static void RequireFacts(PackReader root, FactsSchema schema)
    {
        var version = root.Integer("facts");
        if (version < 1 || version > schema.Version)
            throw root.Any("facts").Refuse($"this program knows 1 to {schema.Version.ToString(CultureInfo.InvariantCulture)}");
    }

    internal static Wording Words(PackReader json, string name)
    {
        var words = json.Object(name);
        words.Only("zh", "en");
        return new Wording(words.Text("zh"), words.Text("en"));
    }

    private static IReadOnlyList<string> Area(PackReader root)
    {
        var area = root.Texts("area");
        return area.Count > 0 && area.All(IsDivision)
            ? area
            : throw root.Any("area").Refuse("needs division codes of 2, 4, 6, 9 or 12 digits");
    }

    private static IReadOnlyList<string> Distinct(PackReader json, string name)
    {
        var texts = json.Texts(name);
        return texts.Distinct(StringComparer.Ordinal).Count() == texts.Count && texts.All(text => text.Length > 0)
            ? texts
            : throw json.Any(name).Refuse("a name is empty or stands here twice");
    }

    private static Fallback Otherwise(PackReader json)
    {
        json.Only("id", "verdict", "text");
        return new Fallback(json.Text("id"), json.Text("verdict"), Words(json, "text"));
    }

    private static Dictionary<string, Parameter> Parameters(PackReader json) => json.Names.ToDictionary(
        name => name,
        name =>
        {
            var parameter = json.Object(name);
            parameter.Only("value", "unit", "text");
            return new Parameter(parameter.Integer("value"), parameter.Text("unit"), Words(parameter, "text"));
        },
        StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> Lists(PackReader json) =>
        json.Names.ToDictionary(name => name, name => Distinct(json, name), StringComparer.Ordinal);

    private static Dictionary<string, Wording> Measures(PackReader json) =>
        json.Names.ToDictionary(name => name, name => Words(json, name), StringComparer.Ordinal);

    private static AreaList Areas(PackReader json)
    {
        json.Only("levels", "entries");
        var levels = json.Items("levels").Select(Level).ToList();
        return new AreaList(levels, [.. json.Items("entries").Select(entry => Entry(entry, levels))]);
    }

    private static AreaLevel Level(PackReader json)
    {
        json.Only("id", "text");
        return json.Text("id") is var id && id != AreaList.None ? new AreaLevel(id, Words(json, "text")) : throw json.Any("id").Refuse("none is what no entry covers");
    }

    private static AreaEntry Entry(PackReader json, List<AreaLevel> levels)
    {
        json.Only("code", "level", "from", "to", "source");
        var entry = new AreaEntry(
            json.Text("code"), json.Text("level"), json.Instant("from") ?? throw json.Any("from").Refuse("must be a time with offset"), json.Instant("to"), json.Text("source"));
        return !IsDivision(entry.Code) ? throw json.Any("code").Refuse("needs a division code of 2, 4, 6, 9 or 12 digits")
            : !levels.Exists(level => level.Id == entry.Level) ? throw json.Any("level").Refuse("not one of the levels")
            : entry.From >= entry.To ? throw json.Any("to").Refuse("must lie after from")
            : entry;
    }

    private static AcceptedCertificates Certificates(PackReader json, Pack pack)
    {
        json.Only("kinds", "testKinds", "sampleMinutes");
        var parameter = json.Has("sampleMinutes") ? json.Text("sampleMinutes") : null;
        var minutes = parameter is null ? null : pack.Parameters.TryGetValue(parameter, out var known) ? known : throw json.Any("sampleMinutes").Refuse("not one of the parameters");
        return new AcceptedCertificates(
            Among(json, "kinds", "vaccination", "test", "recovery"), json.Has("testKinds") ? Among(json, "testKinds", "naat", "antigen") : [], minutes?.Value, parameter);
    }

    private static IReadOnlyList<string> Among(PackReader json, string name, params string[] known) =>
        Distinct(json, name) is var texts && texts.All(known.Contains) ? texts : throw json.Any(name).Refuse($"must be among {string.Join(", ", known)}");

    private static bool IsDivision(string code) => code.Length is 2 or 4 or 6 or 9 or 12 && code.All(char.IsAsciiDigit);
}
