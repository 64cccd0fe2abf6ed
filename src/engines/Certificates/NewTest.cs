using System.Globalization;

namespace RedVest.Certificates;

/// <summary>A test to be certified, as schema 1.3.3 has it.</summary>
/// <param name="BirthDate">YYYY-MM-DD, YYYY-MM, YYYY or empty.</param>
/// <param name="Country">Two letters.</param>
/// <param name="Id">Unique certificate identifier (UVCI).</param>
public sealed record NewTest(
    HolderName Name,
    string BirthDate,
    TestKind Kind,
    bool IsNegative,
    DateTimeOffset SampledAt,
    string Facility,
    string Country,
    string Issuer,
    string Id)
{
    private const int LongestText = 80;

    /// <param name="agent">SNOMED code of the disease or agent, from the value set.</param>
    /// <exception cref="ArgumentException">A kind of test that has no code.</exception>
    public NewCertificate Certificate(string agent, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        var kind = Kind switch
        {
            TestKind.Naat => DccSchema.Naat,
            TestKind.Antigen => DccSchema.Antigen,
            _ => throw new InvalidOperationException("A certificate names the kind of test."),
        };
        List<KeyValuePair<string, object?>> entry =
        [
            new("tg", agent),
            new("tt", kind),
            new("sc", SampledAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            new("tr", IsNegative ? DccSchema.NotDetected : DccSchema.Detected),
            new("tc", Short(Facility)),
            new("co", Country),
            new("is", Short(Issuer)),
            new("ci", Id),
        ];
        List<KeyValuePair<string, object?>> name =
        [
            new("fn", Short(Name.Family)), new("fnt", Short(Name.FamilyStandard)), new("gn", Short(Name.Given)), new("gnt", Short(Name.GivenStandard)),
        ];
        return new NewCertificate(Country, issuedAt, expiresAt, [new("ver", "1.3.3"), new("nam", name), new("dob", BirthDate), new("t", (IReadOnlyList<object?>)[entry])]);
    }

    /// <summary>At most 80 letters, never half of one.</summary>
    private static string Short(string text) => text.Length <= LongestText ? text : string.Concat(text.EnumerateRunes().Take(LongestText));
}
