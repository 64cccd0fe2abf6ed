using System.Globalization;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>
/// Signed codes with a certificate, a clock and flags of what each step must say. The schema flag asks for the letter of schema 1.3.3; what a
/// verifier tolerates beyond it is another question.
/// </summary>
internal sealed class FlagCases(string root, string folder)
{
    private const string Set = "dgc-testdata", Unreproducible = "dgc-testdata-unreproducible-flags.tsv";

    private readonly List<(string Flag, string File)> _unreproducible = ReadUnreproducible(Path.Combine(root, Unreproducible));

    public IEnumerable<(IReadOnlyList<Check> Checks, CodeRead? Code)> Run() =>
        from file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let json = Read(file)
        where json.TryGetProperty("TESTCTX", out _) && json.TryGetProperty("PREFIX", out _)
        select One(Path.GetRelativePath(folder, file).Replace('\\', '/'), json);

    /// <summary>The keys of all cases, once each: what these issuers signed with.</summary>
    public static IReadOnlyList<TrustedKey> KeysOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)
            .Where(json => json.TryGetProperty("TESTCTX", out _)).SelectMany(json => Keys(json.GetProperty("TESTCTX")))
            .DistinctBy(key => Convert.ToHexString(key.Kid.Span) + Convert.ToHexString(key.PublicKey.Span)),
    ];

    /// <summary>A file that is not as the set describes disagrees, and does not end the run.</summary>
    private (IReadOnlyList<Check> Checks, CodeRead? Code) One(string file, JsonElement json)
    {
        try
        {
            return Judge(file, json);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return ([new Check(Set, file.Split('/')[0], "file", file, Agreement.Disagrees, "a case", broken.GetType().Name)], null);
        }
    }

    private (IReadOnlyList<Check> Checks, CodeRead? Code) Judge(string file, JsonElement json)
    {
        var context = json.GetProperty("TESTCTX");
        var at = DateTimeOffset.Parse(context.GetProperty("VALIDATIONCLOCK").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var reading = new Verifier(new TrustList(Keys(context))).Read(json.GetProperty("PREFIX").GetString(), at);
        var issuer = file.Split('/')[0];
        var checks = new List<Check>();
        if (json.TryGetProperty("EXPECTEDRESULTS", out var expected) && expected.ValueKind == JsonValueKind.Object)
        {
            foreach (var flag in expected.EnumerateObject().Where(f => f.Value.ValueKind is JsonValueKind.True or JsonValueKind.False))
                checks.Add(Compare(file, issuer, flag, Say(flag.Name, reading, json), reading));
        }

        return (checks, ConformanceRun.Say(Set, file, at, reading));
    }

    private Check Compare(string file, string issuer, JsonProperty flag, (string Step, bool? Actual) said, Reading reading)
    {
        var expected = flag.Value.GetBoolean();
        var agreement = said.Actual is null ? Agreement.NotJudged
            : _unreproducible.Exists(u => u.File == file && flag.Name.StartsWith("EXPECTED" + u.Flag, StringComparison.Ordinal)) ? Agreement.NotReproducible
            : said.Actual == expected ? Agreement.Agrees
            : Agreement.Disagrees;
        return new Check(Set, issuer, said.Step, file, agreement, Word(expected), $"{Word(said.Actual)} ({Why(said.Step, reading)})");
    }

    private static string Why(string step, Reading reading) =>
        step != "schema" ? $"{reading.Outcome.Code()}, {reading.Detail}"
        : reading.Certificate is not { } certificate ? reading.Detail
        : certificate.Several ?? (certificate.Deviations.Count > 0 ? string.Join(' ', certificate.Deviations) : "nothing deviates");

    /// <returns>The step, and what we say of it; null when it is not ours to say.</returns>
    private static (string Step, bool? Actual) Say(string flag, Reading reading, JsonElement json) => flag switch
    {
        "EXPECTEDUNPREFIX" => ("prefix", reading[Step.Prefix] == StepState.Ok),
        "EXPECTEDB45DECODE" => ("base45", reading[Step.Base45] == StepState.Ok),
        "EXPECTEDCOMPRESSION" => ("zlib", reading[Step.Zlib] == StepState.Ok),
        "EXPECTEDVALIDOBJECT" => ("cbor", reading[Step.Cbor] == StepState.Ok),
        "EXPECTEDDECODE" => ("decode", reading[Step.Cbor] == StepState.Ok && SaysTheSame(reading, json)),
        "EXPECTEDVALIDJSON" => ("json", json.TryGetProperty("JSON", out var whole) && whole.ValueKind == JsonValueKind.Object),
        "EXPECTEDENCODE" => ("encode", Encodes(json)),
        "EXPECTEDSCHEMAVALIDATION" => ("schema", reading.Certificate is { FollowsSchema: true }),
        "EXPECTEDVERIFY" => ("signature", reading[Step.Signature] == StepState.Ok),
        "EXPECTEDEXPIRATIONCHECK" or "EXPTECTEDEXPIRED" => ("time", reading[Step.Time] == StepState.Ok), // the second is a slip in the files
        "EXPECTEDKEYUSAGE" => ("usage", reading[Step.Usage] == StepState.Ok),
        "EXPECTEDPICTUREDECODE" => ("picture", null), // pictures are read in the office's browser
        _ => (flag, null),
    };

    private static bool SaysTheSame(Reading reading, JsonElement json) =>
        !json.TryGetProperty("JSON", out var expected) || expected.ValueKind != JsonValueKind.Object || DccJson.Same(reading.Dcc, expected);

    /// <summary>Whether our own writer writes the file's certificate so that it reads the same; null without one.</summary>
    private static bool? Encodes(JsonElement json) => json.TryGetProperty("JSON", out var dcc) && dcc.ValueKind == JsonValueKind.Object
        ? Cbor.TryRead(CertificateSigner.Encode(DccJson.Tree(dcc)), out var read) && DccJson.Same(read, dcc)
        : null;

    private static IReadOnlyList<TrustedKey> Keys(JsonElement context) =>
        KeyImport.Read(Convert.FromBase64String(context.GetProperty("CERTIFICATE").GetString() ?? ""), Set) is { } imported
            ? [.. imported.Keys.Select(key => key.WithoutValidity())]
            : [];

    private static string Word(bool? value) => value switch { true => "true", false => "false", null => "?" };

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }

    /// <summary>Flag and file; a flag such as <c>DECODE(COSE=JSON)</c> says after the bracket what of it cannot be reproduced.</summary>
    private static List<(string, string)> ReadUnreproducible(string file) => !File.Exists(file) ? [] :
        [.. File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > 3).Select(row => (row[0].Split('(')[0], row[3]))];
}
