using System.Text.Json;
using System.Text.Json.Nodes;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

public sealed class PackLoaderTests
{
    public static TheoryData<string> Refused => new(Cases().Select(one => one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_wrong_pack_is_refused_with_place_and_reason(string name)
    {
        var one = Cases().Single(c => c.GetProperty("name").GetString() == name);
        var pack = JsonNode.Parse(Packs.Text("TEST-MINIMAL/pack.json"))!;
        foreach (var change in one.GetProperty("set").EnumerateObject())
        {
            Set(pack, change.Name[1..].Split('/'), JsonNode.Parse(change.Value.GetRawText(), null, new JsonDocumentOptions { MaxDepth = 256 }));
        }

        var refusal = Assert.Throws<PackException>(() => PackLoader.Load(pack.ToJsonString(new JsonSerializerOptions { MaxDepth = 256 }), Packs.Schema));
        Assert.Equal(one.GetProperty("place").GetString(), refusal.Place);
        Assert.Contains(one.GetProperty("reason").GetString()!, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"A\",\"id\":\"B\"}")]
    [InlineData("{\"format\":1}")]
    public void Text_that_is_no_pack_is_refused_and_nothing_else_happens(string text) =>
        Assert.Throws<PackException>(() => PackLoader.Load(text, Packs.Schema));

    [Fact]
    public void Every_rule_speaks_both_languages_and_names_its_source()
    {
        Assert.All(Packs.Minimal.Rules, rule =>
        {
            Assert.NotEmpty(rule.Text.Zh);
            Assert.NotEmpty(rule.Text.En);
            Assert.NotEmpty(rule.Source);
        });
        Assert.Equal(21, Packs.Minimal.Rules.Count);
    }

    [Fact]
    public void A_facts_document_is_read_as_it_was_written()
    {
        var facts = Packs.Facts(JsonDocument.Parse("""{"category":"local","test.shown":true,"test.sampleAgeMinutes":12,"standing.orderInForce":false}""").RootElement);
        var document = facts.ToJson();

        Assert.Equal(document, Facts.Parse(Packs.Schema, JsonDocument.Parse(document).RootElement).ToJson());
        Assert.Contains("\"test\":{\"shown\":true,\"shownKnown\":true,\"resultKnown\":false", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"temperatureTenths":400}""")]
    [InlineData("""{"temperatureTenths":400,"temperatureTenthsKnown":false}""")]
    [InlineData("""{"temperatureTenths":"400","temperatureTenthsKnown":true}""")]
    [InlineData("""{"temperatureTenths":400.5,"temperatureTenthsKnown":true}""")]
    [InlineData("""{"temperatureTenthsKnown":true}""")]
    public void A_fact_that_does_not_say_it_is_known_is_unknown(string document) =>
        Assert.True(Facts.Parse(Packs.Schema, JsonDocument.Parse(document).RootElement)["temperatureTenths"].IsNull);

    private static List<JsonElement> Cases() => [.. Packs.Vectors("decide").GetProperty("refused").EnumerateArray()];

    private static void Set(JsonNode node, ReadOnlySpan<string> path, JsonNode? value)
    {
        if (path.Length > 1)
        {
            Set(node is JsonArray list ? list[int.Parse(path[0], null)]! : node[path[0]]!, path[1..], value);
        }
        else
        {
            node[path[0]] = value;
        }
    }
}
