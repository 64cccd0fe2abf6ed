using System.Text.Json;
using RedVest.CertLogic;

namespace RedVest.Conformance;

/// <summary>Rules of states with their own cases: each folder with a <c>rule.json</c> and <c>tests</c>.</summary>
internal static class BusinessRules
{
    public static IEnumerable<Check> Of(string root, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "rule.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var tests = Path.Combine(Path.GetDirectoryName(file)!, "tests");
            if (!Directory.Exists(tests))
                continue;
            var issuer = Path.GetRelativePath(folder, file).Replace('\\', '/').Split('/')[0];
            var (rule, fault) = Compile(Read(file));
            foreach (var test in Directory.EnumerateFiles(tests, "*.json").Order(StringComparer.Ordinal))
            {
                var json = Read(test);
                var expected = json.GetProperty("expected").ValueKind == JsonValueKind.True;
                var actual = rule is not null && Accepts(rule, json);
                yield return new Check(
                    "business-rules-testdata", issuer, "rule", Path.GetRelativePath(root, test).Replace('\\', '/'),
                    rule is not null && actual == expected ? Agreement.Agrees : Agreement.Disagrees, expected ? "true" : "false", fault ?? (actual ? "true" : "false"));
            }
        }
    }

    private static (Expression? Rule, string? Fault) Compile(JsonElement rule)
    {
        try
        {
            return (Expression.Compile(rule.GetProperty("Logic")), null);
        }
        catch (CertLogicException refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>A rule that throws permits nothing.</summary>
    private static bool Accepts(Expression rule, JsonElement json)
    {
        try
        {
            return rule.Evaluate(Value.Parse(json)) is { Kind: ValueKind.Boolean, Boolean: true };
        }
        catch (CertLogicException)
        {
            return false;
        }
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
