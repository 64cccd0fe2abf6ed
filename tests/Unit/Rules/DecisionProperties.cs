using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using RedVest.CertLogic;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

/// <summary>What holds for all facts and, with packs made at random, for all rules: what we do not know never makes us milder unnoticed.</summary>
public sealed class DecisionProperties
{
    private static readonly Dictionary<string, Value[]> Vocabulary = new(StringComparer.Ordinal)
    {
        ["category"] = Texts("local", "commuter", "freight", "outside", "transit", "emergency"),
        ["way"] = Texts("card", "code", "manual", "none"),
        ["healthCode"] = Texts("green", "yellow", "red", "grey", "none"),
        ["test.result"] = Texts("negative", "positive"),
        ["test.kind"] = Texts("naat", "antigen"),
        ["test.source"] = Texts("seen", "signed"),
        ["certificate.outcome"] = Texts("accepted", "too-old", "forged", "issuer-unknown", "result-positive"),
        ["origin.level"] = Texts("none", "city", "reported-county", "risk-county", "risk-area"),
        ["stay.level"] = Texts("none", "city", "reported-county", "risk-county", "risk-area"),
        ["stay.daysSince"] = [Value.Of(0), Value.Of(14), Value.Of(15)],
        ["temperatureTenths"] = [Value.Of(365), Value.Of(372), Value.Of(373), Value.Of(395)],
        ["test.sampleAgeMinutes"] = [Value.Of(10), Value.Of(2880), Value.Of(2881)],
        ["ageYears"] = [Value.Of(2), Value.Of(3), Value.Of(70)],
    };

    private static readonly Gen<Facts> AnyFacts = Gen.Select(Gen.Int[0, 59].Array[Packs.Schema.Facts.Count], picks =>
    {
        var facts = new Facts(Packs.Schema);
        for (var slot = 0; slot < picks.Length; slot++)
        {
            var fact = Packs.Schema.Facts[slot];
            var values = fact.Kind == ValueKind.Boolean ? [Value.Of(true), Value.Of(false)]
                : Vocabulary.TryGetValue(fact.Path, out var known) ? known : [];
            facts[fact.Path] = picks[slot] % 6 == 0 || values.Length == 0 ? Value.Null : values[picks[slot] % values.Length];
        }

        return facts;
    });

    private static readonly Gen<JsonNode> Condition = Gen.Recursive<JsonNode>((depth, inner) => Gen.Frequency(
        (3, OneOf("a", "b", "c", "d").Select(f => (JsonNode)Var(f))),
        (2, OneOf("aKnown", "bKnown", "cKnown", "dKnown").Select(f => (JsonNode)Var(f))),
        (depth > 4 ? 0 : 2, Gen.Select(inner, inner, (x, y) => (JsonNode)Op("and", x, y))),
        (depth > 4 ? 0 : 2, inner.Select(x => (JsonNode)Op("!", x))),
        (depth > 4 ? 0 : 1, Gen.Select(inner, inner, inner, (x, y, z) => (JsonNode)Op("if", x, y, z)))));

    [Theory]
    [MemberData(nameof(ShippedPackTests.All), MemberType = typeof(ShippedPackTests))]
    public void A_fact_taken_away_never_gives_a_milder_verdict_without_must_look(string id)
    {
        var pack = Packs.Shipped(id);
        Gen.Select(AnyFacts, Gen.Int[0, Packs.Schema.Facts.Count - 1]).Sample((facts, slot) => Holds(pack, facts, Without(facts, slot)), iter: 6_000);
    }

    [Fact]
    public void The_same_holds_for_packs_that_nobody_thought_of() =>
        Gen.Select(AnyPack(), Gen.Int[0, 2].Array[4], Gen.Int[0, 3]).Sample(
            (pack, values, slot) =>
            {
                var facts = new Facts(pack.Facts);
                for (var i = 0; i < 4; i++)
                {
                    facts[pack.Facts.Facts[i].Path] = values[i] == 2 ? Value.Null : Value.Of(values[i] == 1);
                }

                return Holds(pack, facts, Without(facts, slot));
            },
            iter: 3_000);

    [Fact]
    public void When_nothing_permits_the_outcome_is_at_least_the_fallback_and_looked_at() => AnyFacts.Sample(
        facts =>
        {
            var ruling = Decision.Decide(Packs.Minimal, facts);
            return !ruling.Rules.Contains("nothing-permits") || (ruling.MustLook && Packs.Minimal.Strictness(ruling.Verdict) >= Packs.Minimal.Strictness("hold"));
        },
        iter: 5_000);

    private static bool Holds(Pack pack, Facts all, Facts fewer)
    {
        var (before, after) = (Decision.Decide(pack, all), Decision.Decide(pack, fewer));
        return after.MustLook || pack.Strictness(after.Verdict) >= pack.Strictness(before.Verdict);
    }

    private static Facts Without(Facts facts, int slot)
    {
        var fewer = Facts.Parse(facts.Schema, JsonDocument.Parse(facts.ToJson()).RootElement);
        fewer[facts.Schema.Facts[slot].Path] = Value.Null;
        return fewer;
    }

    private static Gen<Pack> AnyPack()
    {
        var names = new[] { "a", "b", "c", "d" };
        var properties = new JsonObject(names.SelectMany(n => new[]
        {
            KeyValuePair.Create<string, JsonNode?>(n, new JsonObject { ["type"] = "boolean", ["x-evidence"] = false }),
            KeyValuePair.Create<string, JsonNode?>(n + "Known", new JsonObject { ["type"] = "boolean" }),
        }));
        var schema = FactsSchema.Load(new JsonObject { ["x-version"] = FactsSchema.Published.Version, ["properties"] = properties }.ToJsonString());
        var rule = Gen.Select(OneOf("exempt", "restrict", "permit"), OneOf("release", "sample-and-go", "hold", "refer"), Condition);
        return rule.Array[1, 6].Select(rules => PackLoader.Load(Text(rules), schema));
    }

    private static string Text((string Kind, string Verdict, JsonNode When)[] rules)
    {
        var pack = JsonNode.Parse(Packs.Text("TEST-MINIMAL/pack.json"))!;
        var all = new JsonArray();
        foreach (var (kind, verdict, when) in rules.Append(("permit", "release", (JsonNode)Var("a"))))
        {
            all.Add(new JsonObject
            {
                ["id"] = "rule-" + all.Count.ToString(CultureInfo.InvariantCulture),
                ["kind"] = kind,
                ["verdict"] = verdict,
                ["when"] = Asking(when.DeepClone()),
                ["text"] = new JsonObject { ["zh"] = "规则", ["en"] = "rule" },
                ["source"] = "made at random",
            });
        }

        pack["rules"] = all;
        return pack.ToJsonString();
    }

    /// <summary>Names every sibling somewhere, without asking it first: the loader is content, the engine must not be fooled.</summary>
    private static JsonObject Asking(JsonNode when) =>
        Op("if", when, JsonValue.Create(true), Op("if", Op("and", JsonValue.Create(false), new JsonArray(Var("aKnown"), Var("bKnown"), Var("cKnown"), Var("dKnown"))), JsonValue.Create(true), JsonValue.Create(false)));

    private static JsonObject Var(string path) => new JsonObject { ["var"] = path };

    private static JsonObject Op(string name, params JsonNode[] operands) => new() { [name] = new JsonArray(operands.Select(o => o.DeepClone()).ToArray()) };

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static Value[] Texts(params string[] texts) => Array.ConvertAll(texts, text => Value.Of(text));
}
