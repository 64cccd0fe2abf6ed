using System.Globalization;

namespace RedVest.Certificates;

/// <summary>
/// Reads a certificate by schema 1.3.3, and takes what issuers were known to get wrong and verifiers were told to take: blanks around fields,
/// null groups and fields, odd patterns of dates and standard names, whole floats, any dose number. What is taken is noted; the rest is a fault.
/// </summary>
internal sealed class DccSchema
{
    internal static readonly (string Key, CertificateKind Kind, KeyUsages Usage)[] Groups =
    [
        ("v", CertificateKind.Vaccination, KeyUsages.Vaccination),
        ("t", CertificateKind.Test, KeyUsages.Test),
        ("r", CertificateKind.Recovery, KeyUsages.Recovery),
    ];

    private const int LongestText = 80;

    internal const string Naat = "LP6464-4", Antigen = "LP217198-3", NotDetected = "260415000", Detected = "260373001";


    private static readonly string[] VaccinationTexts = ["tg", "vp", "mp", "ma", "dt"], TestTexts = ["tg", "tt", "sc", "tr"], RecoveryTexts = ["tg", "fr", "df", "du"];

    private List<string>? _deviations;
    private string? _fault;

    private DccSchema()
    {
    }

    /// <param name="fault">The first fault, with which the certificate is damaged; null for none.</param>
    public static Certificate Read(CborMap dcc, out string? fault)
    {
        var schema = new DccSchema();
        var certificate = schema.Whole(dcc);
        fault = schema._fault;
        return certificate;
    }

    internal static IEnumerable<CborMap> EntriesOf(CborMap dcc, string group) =>
        dcc.TryGet(group, out var value) && value is List<object?> entries ? entries.OfType<CborMap>() : [];

    internal static IReadOnlyDictionary<string, string> FieldsOf(CborMap entry) => entry.Texts.Where(f => f.Value is not null).ToDictionary(
        f => f.Key, f => Convert.ToString(Plain(f.Value), CultureInfo.InvariantCulture)?.Trim() ?? "", StringComparer.Ordinal);

    private Certificate Whole(CborMap dcc)
    {
        var version = Text(dcc, "ver", required: true) ?? "";
        if (!IsVersion(version)) Deviate("pattern", "ver");
        var name = Name(dcc);
        var birth = BirthDate(dcc);
        var (kind, needs, several, entry) = Group(dcc);
        var test = entry is null ? null : Entry(kind, entry);
        return new Certificate(version, name, birth, kind, test, several, (IReadOnlyList<string>?)_deviations ?? []) { Needs = needs, Dcc = dcc };
    }

    private HolderName Name(CborMap dcc)
    {
        if (!dcc.TryGet("nam", out var value) || value is not CborMap name)
        {
            Fault("name");
            return new("", "", "", "");
        }

        if (!name.TryGet("fnt", out _) && !name.TryGet("gnt", out _)) Fault("name");
        var read = new HolderName(NamePart(name, "fn"), NamePart(name, "gn"), Standard(name, "fnt"), Standard(name, "gnt"));
        if (read is { Family: "", Given: "", FamilyStandard: "", GivenStandard: "" }) Fault("name");
        return read;
    }

    private string NamePart(CborMap name, string field) => Text(name, field, required: false, LongestText) ?? "";

    private string Standard(CborMap name, string field)
    {
        var text = NamePart(name, field);
        foreach (var letter in text)
        {
            if (letter is not ((>= 'A' and <= 'Z') or '<'))
            {
                Deviate("pattern", field);
                break;
            }
        }

        return text;
    }

    /// <summary>A day, month or year from 1900 to 2099 or nothing. Another pattern is taken as it stands, but nobody was born in 1815 or will be in 2100.</summary>
    private string BirthDate(CborMap dcc)
    {
        var text = Text(dcc, "dob", required: true) ?? "";
        if (text.Length == 0) return text;
        var isPattern = text.Length is 4 or 7 or 10;
        for (var n = 0; n < text.Length && isPattern; n++) isPattern = n is 4 or 7 ? text[n] == '-' : char.IsAsciiDigit(text[n]);
        if (!isPattern) Deviate("pattern", "dob");
        else if (!text.StartsWith("19", StringComparison.Ordinal) && !text.StartsWith("20", StringComparison.Ordinal)) Fault("birth-date");
        return text;
    }

    private (CertificateKind Kind, KeyUsages Needs, string? Several, CborMap? Entry) Group(CborMap dcc)
    {
        var (kind, needs, several, only) = (CertificateKind.None, KeyUsages.None, (string?)null, (CborMap?)null);
        foreach (var (key, groupKind, usage) in Groups)
        {
            if (!dcc.TryGet(key, out var value)) continue;
            if (value is null or List<object?> { Count: 0 })
            {
                Deviate("null", key);
                continue;
            }

            if (value is not List<object?> entries || entries[0] is not CborMap first || entries.Exists(e => e is not CborMap))
            {
                Fault("entries");
                continue;
            }

            if (entries.Count > 1) several ??= "several-entries";
            if (kind != CertificateKind.None) several = "several-kinds";
            else (kind, only) = (groupKind, first);
            needs |= usage;
        }

        if (kind == CertificateKind.None) Fault("no-entry");
        return (kind, needs, several, only);
    }

    private TestEntry? Entry(CertificateKind kind, CborMap entry)
    {
        foreach (var field in kind switch { CertificateKind.Vaccination => VaccinationTexts, CertificateKind.Test => TestTexts, _ => RecoveryTexts })
            Text(entry, field, required: true);
        Country(entry);
        var issuer = Text(entry, "is", required: true, LongestText) ?? "";
        var id = Text(entry, "ci", required: true, LongestText) ?? "";
        if (kind == CertificateKind.Vaccination)
        {
            Dose(entry, "dn");
            Dose(entry, "sd");
        }

        if (kind != CertificateKind.Test) return null;
        Text(entry, "nm", required: false, LongestText);
        Text(entry, "ma", required: false);
        var centre = Text(entry, "tc", required: false, LongestText);
        return new TestEntry(
            Peek(entry, "tr") switch { NotDetected => TestResult.Negative, Detected => TestResult.Positive, "" => TestResult.Empty, _ => TestResult.Unknown },
            Peek(entry, "tt") switch { Naat => TestKind.Naat, Antigen => TestKind.Antigen, _ => TestKind.Unknown },
            LooseInstant.Earliest(Peek(entry, "sc")),
            LooseInstant.Earliest(Peek(entry, "dr")),
            string.IsNullOrEmpty(centre) ? issuer : centre,
            id,
            Peek(entry, "tg"));
    }

    private void Country(CborMap entry)
    {
        var text = Text(entry, "co", required: true);
        if (text is not null && !text.AsSpan().ContainsAnyInRange('A', 'Z')) Fault("country");
    }

    private void Dose(CborMap entry, string field)
    {
        if (!entry.TryGet(field, out var value)) Fault(field);
        else if (value is null) Deviate("null", field);
        else if (value is long or double && Convert.ToDouble(value, CultureInfo.InvariantCulture) is var dose && Math.Floor(dose) == dose)
        {
            if (dose < 1) Deviate("dose", field);
        }
        else Fault(field);
    }

    private static string Peek(CborMap entry, string field) => entry.TryGet(field, out var value) && Plain(value) is string text ? text.Trim() : "";

    /// <returns>Without blanks around it; null when the field is absent or null.</returns>
    private string? Text(CborMap map, string field, bool required, int longest = int.MaxValue)
    {
        if (!map.TryGet(field, out var value))
        {
            if (required) Fault(field);
            return null;
        }

        if (Plain(value) is not string text)
        {
            if (value is null) Deviate("null", field);
            else Fault(field);
            return null;
        }

        if (text.Length > longest && Letters(text) > longest) Deviate("too-long", field);
        return text.Trim();
    }

    private static int Letters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    /// <summary>A date may carry the tag that says so.</summary>
    private static object? Plain(object? value) => value is CborTagged { Number: 0, Value: string text } ? text : value;

    /// <summary>The schema's pattern, whose full stop stands for any character.</summary>
    private static bool IsVersion(string text)
    {
        var parts = 0;
        var at = 0;
        while (parts < 3)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (at == start) return false;
            parts++;
            if (parts < 3) at++;
        }

        return at == text.Length;
    }

    private void Deviate(string what, string field) => (_deviations ??= []).Add($"{what}:{field}");

    private void Fault(string what) => _fault ??= $"schema-{what}";
}
