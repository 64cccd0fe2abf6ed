using System.Globalization;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>Bad codes of another container's tests (Austrian exemptions under <c>AT1:</c>, some dressed up as <c>HC1:</c>): none may be believed here.</summary>
internal static class RefusedCodes
{
    public static IEnumerable<Check> Of(string root, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*bad*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            if (!json.RootElement.TryGetProperty("PREFIX", out var text) || !json.RootElement.TryGetProperty("TESTCTX", out var context))
                continue;
            var keys = KeyImport.Read(Convert.FromBase64String(context.GetProperty("CERTIFICATE").GetString() ?? ""), "test")?.Keys ?? [];
            var at = DateTimeOffset.Parse(context.GetProperty("VALIDATIONCLOCK").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var reading = new Verifier(new TrustList(keys.Select(key => key.WithoutValidity()))).Read(text.GetString(), at);
            yield return new Check(
                "hcert-kotlin-tests",
                "AT",
                "refused",
                Path.GetRelativePath(root, file).Replace('\\', '/'),
                reading.Outcome.IsSigned() ? Agreement.Disagrees : Agreement.Agrees,
                "refused",
                $"{reading.Outcome.Code()} ({reading.Detail})");
        }
    }
}
