using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

/// <summary>The codes that issuers published: what they mean is not for us to decide.</summary>
public sealed class PublicCodesTests
{
    private static readonly DateTimeOffset Then = new(2021, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_text_of_a_real_issuer_decodes_and_none_is_called_forged()
    {
        var verifier = new Verifier(new TrustList(KeysOfTheTestData()));
        var wrong = new List<string>();
        var trusted = 0;
        foreach (var row in File.ReadLines(TestData.Path("certificates/issuer-payloads.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            var reading = verifier.Read(row[7], Then);
            if (reading.Key is not null) trusted++;
            if (reading.Certificate is null || reading.Outcome is Outcome.Damaged or Outcome.Forged
                || (row[6] == "no-key-here" && reading.Outcome != Outcome.IssuerUnknown))
                wrong.Add($"{row[0]} {row[6]}: {reading.Outcome} {reading.Detail}");
        }

        Assert.Empty(wrong);
        Assert.True(trusted >= 30, $"Only {trusted} were signed by a known key.");
    }

    [Fact]
    public void Every_reproducible_flag_of_the_schema_and_the_signature_agrees()
    {
        var unreproducible = File.ReadLines(TestData.Path("certificates/dgc-testdata-unreproducible-flags.tsv")).Skip(1)
            .Select(line => line.Split('\t')).Select(row => (row[0], row[3])).ToHashSet();
        var folder = TestData.Path("certificates/dgc-testdata");
        var wrong = new List<string>();
        var agreed = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var context = json.RootElement.GetProperty("TESTCTX");
            var expected = json.RootElement.GetProperty("EXPECTEDRESULTS");
            var name = Path.GetRelativePath(folder, file);
            var keys = KeyImport.Read(Convert.FromBase64String(context.GetProperty("CERTIFICATE").GetString()!), "test")!.Keys.Select(key => key.WithoutValidity());
            var reading = new Verifier(new TrustList(keys)).Read(json.RootElement.GetProperty("PREFIX").GetString(), DateTimeOffset.Parse(context.GetProperty("VALIDATIONCLOCK").GetString()!, null, System.Globalization.DateTimeStyles.AssumeUniversal));
            Compare("EXPECTEDSCHEMAVALIDATION", "SCHEMA", reading.Certificate is { FollowsSchema: true });
            Compare("EXPECTEDVERIFY", "VERIFY", reading[Step.Signature] == StepState.Ok);
            Compare("EXPECTEDKEYUSAGE", "KEYUSAGE", reading[Step.Usage] == StepState.Ok);
            Compare("EXPECTEDEXPIRATIONCHECK", "TIME", reading[Step.Time] == StepState.Ok);

            void Compare(string flag, string kind, bool actual)
            {
                if (expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty(flag, out var said) || unreproducible.Contains((kind, name))) return;
                if (said.GetBoolean() == actual) agreed++;
                else wrong.Add($"{name} {flag} {said}: {reading.Outcome} {reading.Detail} {string.Join(' ', reading.Certificate?.Deviations ?? [])}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(agreed > 1000, $"Only {agreed} flags were compared.");
    }

    private static List<TrustedKey> KeysOfTheTestData()
    {
        var keys = new List<TrustedKey>();
        foreach (var file in Directory.EnumerateFiles(TestData.Path("certificates/dgc-testdata"), "*.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            keys.AddRange(KeyImport.Read(Convert.FromBase64String(json.RootElement.GetProperty("TESTCTX").GetProperty("CERTIFICATE").GetString()!), "test")!.Keys);
        }

        return [.. keys.DistinctBy(key => Convert.ToHexString(key.Kid.Span))];
    }
}
