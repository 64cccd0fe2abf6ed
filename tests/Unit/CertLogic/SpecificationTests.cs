using System.Text.Json;
using RedVest.CertLogic;

namespace RedVest.Unit.Tests.CertLogic;

/// <summary>The public suites: what CertLogic means is not for us to decide.</summary>
public sealed class SpecificationTests
{
    [Fact]
    public void Every_case_of_the_specification_suite_gives_the_expected_value()
    {
        var failures = new List<string>();
        var agreed = 0;
        foreach (var file in Directory.EnumerateFiles(TestData.Path("certificates/certlogic/testSuite"), "*.json"))
        {
            var suite = Read(file);
            foreach (var test in suite.GetProperty("cases").EnumerateArray().Where(_ => !Skipped(suite)))
            {
                foreach (var assertion in test.GetProperty("assertions").EnumerateArray().Where(a => !Skipped(a) && !Skipped(test)))
                {
                    var json = assertion.TryGetProperty("certLogicExpression", out var own) ? own : test.GetProperty("certLogicExpression");
                    var actual = Expression.Compile(json).Evaluate(Value.Parse(assertion.GetProperty("data")));
                    if (Equal(actual, Value.Parse(assertion.GetProperty("expected"))))
                    {
                        agreed++;
                    }
                    else
                    {
                        failures.Add($"{Path.GetFileName(file)}: {json.GetRawText()} over {assertion.GetProperty("data").GetRawText()}");
                    }
                }
            }
        }

        Assert.Empty(failures);
        Assert.True(agreed > 150, $"Only {agreed} assertions ran.");
    }

    [Fact]
    public void Every_invalid_expression_of_the_validation_suite_is_refused_and_every_valid_one_taken()
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(TestData.Path("certificates/certlogic/validation-testSuite"), "*.json"))
        {
            foreach (var test in Read(file).GetProperty("cases").EnumerateArray())
            {
                var expression = test.GetProperty("certLogicExpression");
                var refused = Record.Exception(() => Expression.Compile(expression));
                var issues = test.GetProperty("issues");
                Assert.Equal(issues.GetArrayLength() > 0 ? issues[0].GetProperty("message").GetString() : null, refused?.Message);
                count++;
            }
        }

        Assert.True(count > 20);
    }

    [Fact]
    public void The_business_rules_of_every_country_agree_with_their_own_cases()
    {
        var failures = new List<string>();
        var agreed = 0;
        foreach (var file in Directory.EnumerateFiles(TestData.Path("certificates/business-rules-testdata"), "rule.json", SearchOption.AllDirectories))
        {
            var rule = Expression.Compile(Read(file).GetProperty("Logic"));
            foreach (var test in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(file)!, "tests"), "*.json"))
            {
                var json = Read(test);
                if (Accepts(rule, Value.Parse(json)) == (json.GetProperty("expected").ValueKind == JsonValueKind.True))
                {
                    agreed++;
                }
                else
                {
                    failures.Add(test);
                }
            }
        }

        Assert.Empty(failures);
        Assert.True(agreed > 500, $"Only {agreed} cases ran.");
    }

    private static bool Accepts(Expression rule, Value data)
    {
        try
        {
            return rule.Evaluate(data) is { Kind: ValueKind.Boolean, Boolean: true };
        }
        catch (CertLogicException)
        {
            return false;
        }
    }

    private static bool Equal(Value a, Value b) => a.Same(b)
        || (a.Kind == ValueKind.Array && b.Kind == ValueKind.Array && a.Items.Length == b.Items.Length && a.Items.ToArray().Zip(b.Items.ToArray()).All(p => Equal(p.First, p.Second)))
        || (a.Kind == ValueKind.Object && b.Kind == ValueKind.Object && a.Members.Count == b.Members.Count
            && a.Members.All(m => b.Members.TryGetValue(m.Key, out var other) && Equal(m.Value, other)));

    private static bool Skipped(JsonElement json) => json.TryGetProperty("directive", out var directive) && directive.GetString() == "skip";

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
}
