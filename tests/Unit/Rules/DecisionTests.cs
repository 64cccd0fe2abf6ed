using System.Text.Json;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

public sealed class DecisionTests
{
    public static TheoryData<string> Cases => Names("cases");

    public static TheoryData<string> Passages => Names("passages");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_shared_case_is_decided_as_written(string name)
    {
        var one = Find("cases", name);
        var ruling = Decision.Decide(Packs.Minimal, Packs.Facts(one.GetProperty("facts")));

        Assert.Equal(one.GetProperty("verdict").GetString(), ruling.Verdict);
        Assert.Equal(one.GetProperty("mustLook").GetBoolean(), ruling.MustLook);
        Assert.Equal(Texts(one, "rules"), ruling.Rules);
        Assert.Equal(Texts(one, "unanswered"), ruling.Unanswered);
    }

    [Theory]
    [MemberData(nameof(Passages))]
    public void Each_shared_passage_is_decided_as_written(string name)
    {
        var one = Find("passages", name);
        var persons = one.GetProperty("persons").EnumerateArray().Select((facts, i) => (i + 1, Packs.Facts(facts))).ToList();
        var proposal = Proposal.Of(Packs.Minimal, persons);

        Assert.Equal(one.GetProperty("verdict").GetString(), proposal.Verdict);
        Assert.Equal(one.GetProperty("mustLook").GetBoolean(), proposal.MustLook);
        Assert.Equal(persons.Count, proposal.Subjects.Count);
    }

    [Fact]
    public void A_ruling_tells_every_rule_tried_with_what_it_read()
    {
        var facts = Packs.Facts(Find("cases", "fever goes to the clinic").GetProperty("facts"));
        var ruling = Decision.Decide(Packs.Minimal, facts);

        Assert.Equal(Packs.Minimal.Rules.Count, ruling.Tried.Count);
        var fever = ruling.Tried.Single(t => t.Rule.Id == "fever");
        Assert.Equal(RuleOutcome.Applies, fever.Outcome);
        Assert.Equal(373, Assert.Single(fever.FactsRead(facts), f => f.Key == "temperatureTenths").Value.Integer);
        Assert.Equal("0.1 °C", Assert.Single(fever.ParametersRead(Packs.Minimal)).Value.Unit);
        Assert.Equal("体温偏高，我们送您去发热门诊看一下。", Packs.Minimal.TextOf(ruling.Rules[0])?.Zh);
    }

    [Fact]
    public void An_explanation_is_made_from_the_stored_document_alone()
    {
        var stored = Packs.Facts(Find("cases", "red code is held").GetProperty("facts")).ToJson();
        var said = Explanation.Of(Packs.Minimal, Facts.Parse(Packs.Schema, JsonDocument.Parse(stored).RootElement));

        Assert.Equal(Packs.Minimal.Rules.Select(rule => rule.Id).Append("nothing-permits"), said.Select(one => one.Id));
        var red = said.Single(one => one.Id == "red-code");
        Assert.Equal(("restrict", "applies", "hold"), (red.Kind, red.Outcome, red.Verdict));
        Assert.Equal("red", red.Facts["healthCode"]);
        Assert.Equal("does-not", said.Single(one => one.Id == "fever").Outcome);
        Assert.Equal(373, said.Single(one => one.Id == "fever").Parameters["feverTenths"].Value);
    }

    [Fact]
    public void An_explanation_is_the_same_as_on_the_phone()
    {
        foreach (var one in Packs.Vectors("explain").EnumerateArray())
        {
            var (pack, facts) = (Packs.Shipped(one.GetProperty("pack").GetString()!), Packs.Facts(one.GetProperty("facts")));
            var said = JsonSerializer.SerializeToElement(Explanation.Of(pack, facts), JsonSerializerOptions.Web);
            var sentence = JsonSerializer.SerializeToElement(pack.TextOf(Decision.Decide(pack, facts).Rules[0]), JsonSerializerOptions.Web);

            Assert.True(JsonElement.DeepEquals(one.GetProperty("said"), said), one.GetProperty("name").GetString());
            Assert.True(JsonElement.DeepEquals(one.GetProperty("sentence"), sentence));
        }
    }

    [Fact]
    public void A_rule_that_throws_makes_a_restriction_looked_at_and_permits_nothing()
    {
        var text = Packs.Text("TEST-MINIMAL/pack.json")
            .Replace("""{ ">=": [{ "var": "temperatureTenths" }, { "var": "parameters.feverTenths" }] }""", """{ ">=": [{ "var": "temperatureTenths" }, "high"] }""", StringComparison.Ordinal);
        var facts = Packs.Facts(Find("cases", "a commuter too").GetProperty("facts"));
        var ruling = Decision.Decide(PackLoader.Load(text, Packs.Schema), facts);

        Assert.Equal(RuleOutcome.Error, ruling.Tried.Single(t => t.Rule.Id == "fever").Outcome);
        Assert.Equal("release", ruling.Verdict);
        Assert.True(ruling.MustLook);
    }

    private static JsonElement Find(string group, string name) =>
        Packs.Vectors("decide").GetProperty(group).EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    private static IEnumerable<string?> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(item => item.GetString());

    private static TheoryData<string> Names(string group) =>
        new(Packs.Vectors("decide").GetProperty(group).EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
}
