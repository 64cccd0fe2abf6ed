using System.Text.Json;
using RedVest.CertLogic;

namespace RedVest.Conformance;

/// <summary>CertLogic's specification suite and the suite of what a validator must refuse.</summary>
internal static class CertLogicSuites
{
    private const string Set = "certlogic";

    public static IEnumerable<Check> Of(string root, string folder) =>
        Files(folder, "testSuite").SelectMany(file => Specification(file, Path.GetRelativePath(root, file).Replace('\\', '/')))
            .Concat(Files(folder, "validation-testSuite").SelectMany(file => Validation(file, Path.GetRelativePath(root, file).Replace('\\', '/'))));

    private static IEnumerable<string> Files(string folder, string suite) =>
        Directory.Exists(Path.Combine(folder, suite)) ? Directory.EnumerateFiles(Path.Combine(folder, suite), "*.json").Order(StringComparer.Ordinal) : [];

    private static IEnumerable<Check> Specification(string file, string name)
    {
        var n = 0;
        var suite = Read(file);
        foreach (var test in Cases(suite).Where(_ => !Skipped(suite)))
        {
            foreach (var assertion in test.GetProperty("assertions").EnumerateArray().Where(a => !Skipped(a) && !Skipped(test)))
            {
                n++;
                var json = assertion.TryGetProperty("certLogicExpression", out var own) ? own : test.GetProperty("certLogicExpression");
                var (good, said) = Evaluate(json, assertion);
                yield return new Check(Set, "testSuite", "value", $"{name} #{n}", good ? Agreement.Agrees : Agreement.Disagrees, assertion.GetProperty("expected").GetRawText(), said);
            }
        }
    }

    private static (bool Good, string Said) Evaluate(JsonElement expression, JsonElement assertion)
    {
        try
        {
            var actual = Expression.Compile(expression).Evaluate(Value.Parse(assertion.GetProperty("data")));
            return (Equal(actual, Value.Parse(assertion.GetProperty("expected"))), actual.Kind.ToString());
        }
        catch (CertLogicException refused)
        {
            return (false, refused.Message);
        }
    }

    private static IEnumerable<Check> Validation(string file, string name)
    {
        var n = 0;
        foreach (var test in Cases(Read(file)))
        {
            n++;
            var issues = test.GetProperty("issues");
            var expected = issues.GetArrayLength() > 0 ? issues[0].GetProperty("message").GetString() : null;
            var actual = Refusal(test.GetProperty("certLogicExpression"));
            yield return new Check(Set, "validation-testSuite", "refusal", $"{name} #{n}", expected == actual ? Agreement.Agrees : Agreement.Disagrees, expected ?? "valid", actual ?? "valid");
        }
    }

    private static string? Refusal(JsonElement expression)
    {
        try
        {
            Expression.Compile(expression);
            return null;
        }
        catch (CertLogicException refused)
        {
            return refused.Message;
        }
    }

    private static JsonElement.ArrayEnumerator Cases(JsonElement suite) => suite.GetProperty("cases").EnumerateArray();

    private static bool Skipped(JsonElement json) => json.TryGetProperty("directive", out var directive) && directive.GetString() == "skip";

    private static bool Equal(Value a, Value b) => a.Same(b)
        || (a.Kind == ValueKind.Array && b.Kind == ValueKind.Array && a.Items.Length == b.Items.Length && a.Items.ToArray().Zip(b.Items.ToArray()).All(p => Equal(p.First, p.Second)))
        || (a.Kind == ValueKind.Object && b.Kind == ValueKind.Object && a.Members.Count == b.Members.Count
            && a.Members.All(m => b.Members.TryGetValue(m.Key, out var other) && Equal(m.Value, other)));

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
