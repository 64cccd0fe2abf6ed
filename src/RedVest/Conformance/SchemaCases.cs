using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>The schema's own examples, valid and invalid.</summary>
internal static class SchemaCases
{
    public static IEnumerable<Check> Of(string root, string folder)
    {
        foreach (var (part, valid) in new[] { ("examples", true), ("test/valid", true), ("test/invalid", false) })
        {
            var path = Path.Combine(folder, part);
            if (!Directory.Exists(path))
                continue;
            foreach (var file in Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                using var json = JsonDocument.Parse(File.ReadAllText(file));
                var (actual, why) = Follows(json.RootElement);
                yield return new Check(
                    "eu-dcc-schema", part, "schema", Path.GetRelativePath(root, file).Replace('\\', '/'), actual == valid ? Agreement.Agrees : Agreement.Disagrees,
                    valid ? "true" : "false", $"{(actual ? "true" : "false")} ({why})");
            }
        }
    }

    private static (bool Follows, string Why) Follows(JsonElement json)
    {
        if (DccJson.Tree(json) is not CborMap dcc)
            return (false, "no object");
        var certificate = DccSchema.Read(dcc, out var fault);
        return (fault is null && certificate.FollowsSchema, fault ?? string.Join(' ', certificate.Deviations));
    }
}
