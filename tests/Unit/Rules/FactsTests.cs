using RedVest.CertLogic;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

public sealed class FactsTests
{
    [Fact]
    public void Kept_facts_come_back_as_they_were_and_unknown_ones_take_no_room()
    {
        var facts = new Facts(FactsSchema.Published)
        {
            ["category"] = Value.Of("freight"),
            ["temperatureTenths"] = Value.Of(365),
            ["test.shown"] = Value.Of(false),
            ["standing.orderInForce"] = Value.Of(true),
        };

        var kept = facts.ToKept();

        Assert.Equal("""{"category":"freight","temperatureTenths":365,"test.shown":false,"standing.orderInForce":true}""", kept);
        Assert.Equal(facts.ToJson(), Facts.ParseKept(FactsSchema.Published, kept).ToJson());
    }

    [Theory]
    [InlineData("""{"category":"freight","noLongerPublished":1}""")]
    [InlineData("""{"category":"freight","temperatureTenths":"warm"}""")]
    public void What_the_schema_no_longer_knows_is_unknown_when_kept_facts_are_read(string kept)
    {
        var facts = Facts.ParseKept(FactsSchema.Published, kept);

        Assert.Equal("""{"category":"freight"}""", facts.ToKept());
    }
}
