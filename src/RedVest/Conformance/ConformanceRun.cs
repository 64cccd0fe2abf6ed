using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>Runs the public data sets of a folder; a set that is not there is named and skipped.</summary>
internal sealed class ConformanceRun(string folder)
{
    private readonly List<Check> _checks = [];
    private readonly List<CodeRead> _codes = [];

    public static ConformanceResult Of(string folder)
    {
        var run = new ConformanceRun(folder);
        (string Name, Action<string> Run)[] sets =
        [
            ("dgc-testdata", run.Flags),
            ("issuer-payloads.tsv", run.IssuerTexts),
            ("hcert-kotlin-tests", path => run._checks.AddRange(RefusedCodes.Of(folder, path))),
            ("cose-examples", path => run._checks.AddRange(CoseExamples.Of(folder, path))),
            ("eu-dcc-schema", path => run._checks.AddRange(SchemaCases.Of(folder, path))),
            ("certlogic", path => run._checks.AddRange(CertLogicSuites.Of(folder, path))),
            ("business-rules-testdata", path => run._checks.AddRange(BusinessRules.Of(folder, path))),
        ];
        var absent = new List<string>();
        foreach (var (name, execute) in sets)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path) || Directory.Exists(path)) execute(path);
            else absent.Add(name);
        }

        return new ConformanceResult(run._checks, run._codes, absent);
    }

    private void Flags(string path)
    {
        var cases = new FlagCases(folder, path);
        foreach (var (checks, code) in cases.Run())
        {
            _checks.AddRange(checks);
            if (code is not null)
                _codes.Add(code);
        }
    }

    private void IssuerTexts(string path)
    {
        var keys = Directory.Exists(Path.Combine(folder, "dgc-testdata")) ? FlagCases.KeysOf(Path.Combine(folder, "dgc-testdata")) : [];
        foreach (var (check, code) in Conformance.IssuerTexts.Run(path, new Verifier(new TrustList(keys))))
        {
            _checks.Add(check);
            _codes.Add(code);
        }
    }

    internal static CodeRead Say(string set, string file, DateTimeOffset at, Reading reading) => new(
        set,
        file,
        at,
        reading.Outcome.Code(),
        reading.Detail,
        Enum.GetValues<Step>().ToDictionary(step => step.Code(), step => reading[step].Code()),
        reading.Certificate is { FollowsSchema: true });
}
