using System.Text.Json;
using RedVest.CertLogic;

namespace RedVest.Unit.Tests.CertLogic;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("""{"or":[true,false]}""", "/or", "unrecognised operator")]
    [InlineData("""{"and":[true,{"in":["a"]}]}""", "/and/1/in", "wrong number of operands")]
    [InlineData("""{"<":[1,2.5]}""", "/</1", "non-integer")]
    [InlineData("""{"plusTime":["2022-01-01",1,"week"]}""", "/plusTime", "year, month, day or hour")]
    public void A_refusal_says_where_and_why(string json, string place, string reason)
    {
        var refusal = Assert.Throws<CertLogicException>(() => Compile(json));
        Assert.Equal(place, refusal.Place);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var json = string.Concat(Enumerable.Repeat("""{"!":[""", 60)) + "true" + string.Concat(Enumerable.Repeat("]}", 60));
        Assert.Equal("nested too deeply", Assert.Throws<CertLogicException>(() => Compile($$"""{"!":[{"!":[{"!":[{"!":[{{json}}]}]}]}]}""")).Message);
    }

    [Theory]
    [InlineData("""{"<":[{"var":"a"},1]}""")]
    [InlineData("""{"in":["x",{"var":"a"}]}""")]
    [InlineData("""{"after":["2022-01-01","2022-01-02"]}""")]
    [InlineData("""{"!":[{"plusTime":["2022-01-01",0,"day"]}]}""")]
    [InlineData("""{"plusTime":["2022-02-30",0,"day"]}""")]
    [InlineData("""{"plusTime":["9999-12-31",1000000000,"month"]}""")]
    [InlineData("""{"plusTime":["2022-01-01",9223372036854775807,"hour"]}""")]
    [InlineData("""{"+":[9223372036854775807,1]}""")]
    public void An_operation_on_a_value_it_does_not_take_throws_and_never_guesses(string json) =>
        Assert.Throws<CertLogicException>(() => Compile(json).Evaluate(Value.Null));

    [Theory]
    [InlineData("2022-01-31T10:00:00+8", "2022-01-31T02:00:00Z")]
    [InlineData("2022-01-31T10:00:00-0330", "2022-01-31T13:30:00Z")]
    [InlineData("2022-01-31T10:00:00.1239+08:00", "2022-01-31T02:00:00.123Z")]
    [InlineData("2022-01-31T10:00:00.5", "2022-01-31T10:00:00.500Z")]
    public void Every_allowed_way_to_write_a_time_is_read(string text, string same)
    {
        var json = $$"""{"not-before":[{"plusTime":["{{text}}",0,"day"]},{"plusTime":["{{same}}",0,"day"]},{"plusTime":["{{text}}",0,"day"]}]}""";
        Assert.True(Compile(json).Evaluate(Value.Null).Boolean);
    }

    [Fact]
    public void A_month_without_that_day_runs_over_into_the_next()
    {
        var json = """{"not-after":[{"plusTime":["2022-03-03",0,"day"]},{"plusTime":["2022-01-31",1,"month"]},{"plusTime":["2022-03-03",0,"day"]}]}""";
        Assert.True(Compile(json).Evaluate(Value.Null).Boolean);
    }

    [Fact]
    public void A_rule_tells_whether_it_met_a_null_only_on_the_way_it_took()
    {
        var rule = Compile("""{"and":[{"===":[{"var":"category"},"freight"]},{"var":"test"}]}""");
        rule.Evaluate(Data("""{"category":"local"}"""), out var local);
        rule.Evaluate(Data("""{"category":"freight"}"""), out var freight);
        Assert.False(local);
        Assert.True(freight);
    }

    [Fact]
    public void Bound_paths_are_read_from_slots_and_constants()
    {
        var rule = Expression.Compile(Json("""{"and":[{"var":"heatKnown"},{">=":[{"var":"heat"},{"var":"limit"}]}]}"""), path => path switch
        {
            "heat" => new Binding.Slot(1),
            "heatKnown" => new Binding.SlotKnown(1),
            _ => new Binding.Constant(Value.Of(373)),
        });

        Assert.True(rule.Evaluate(Value.Of([Value.Null, Value.Of(380)]), out var missing).Boolean);
        Assert.False(missing);
        Assert.False(rule.Evaluate(Value.Of([Value.Null, Value.Null]), out missing).Boolean);
        Assert.True(missing);
        Assert.Equal(["heatKnown", "heat", "limit"], rule.Reads);
    }

    [Fact]
    public void Evaluating_a_rule_allocates_nothing()
    {
        var rule = Expression.Compile(
            Json("""{"and":[{"in":[{"var":"a"},["x","y"]]},{">=":[{"var":"b"},373]},{"!":[{"===":[{"var":"a"},"z"]}]},{"if":[{"var":"b"},true,false]}]}"""),
            path => new Binding.Slot(path == "a" ? 0 : 1));
        var facts = Value.Of([Value.Of("y"), Value.Of(380)]);
        rule.Evaluate(facts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            rule.Evaluate(facts);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Expression Compile(string json) => Expression.Compile(Json(json));

    private static Value Data(string json) => Value.Parse(Json(json));

    private static JsonElement Json(string json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }).RootElement;
}
