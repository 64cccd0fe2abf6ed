namespace RedVest.Certificates;

public enum CertificateKind
{
    None,
    Vaccination,
    Test,
    Recovery,
}

/// <summary>The holder's name as the certificate has it, and in the letters of travel documents (ICAO 9303).</summary>
public sealed record HolderName(string Family, string Given, string FamilyStandard, string GivenStandard);

public enum TestResult
{
    Negative,
    Positive,

    /// <summary>The certificate holds no result.</summary>
    Empty,

    /// <summary>A code that no value set gives a meaning.</summary>
    Unknown,
}

public enum TestKind
{
    Unknown,
    Naat,
    Antigen,
}

/// <summary>One test.</summary>
/// <param name="SampledAt">The earliest instant that the text can mean, so that a sample is never taken for fresher than it is; null when it means none.</param>
/// <param name="ReportedAt">Only early certificates say it.</param>
/// <param name="Facility">The testing centre, else the issuer.</param>
/// <param name="Agent">SNOMED code of the disease or agent.</param>
public sealed record TestEntry(
    TestResult Result, TestKind Kind, DateTimeOffset? SampledAt, DateTimeOffset? ReportedAt, string Facility, string Id, string Agent);

/// <summary>A certificate of the EU's schema (1.0.0 to 1.3.3).</summary>
/// <param name="BirthDate">As written: a day, a month, a year, or empty.</param>
/// <param name="Kind">Of the first entry.</param>
/// <param name="Several">Why there is more than one entry to judge; null for one.</param>
/// <param name="Deviations">Where the schema is not kept and verifiers are told to be lenient, as <c>what:field</c>.</param>
public sealed record Certificate(
    string Version,
    HolderName Name,
    string BirthDate,
    CertificateKind Kind,
    TestEntry? Test,
    string? Several,
    IReadOnlyList<string> Deviations)
{
    internal KeyUsages Needs { get; init; }

    internal CborMap Dcc { get; init; } = new();

    /// <summary>Whether the schema is kept to the letter.</summary>
    public bool FollowsSchema => Several is null && Deviations.Count == 0;

    /// <summary>All entries, each as its kind and its fields as text.</summary>
    public IEnumerable<(CertificateKind Kind, IReadOnlyDictionary<string, string> Fields)> Entries =>
        from name in DccSchema.Groups
        where Dcc.TryGet(name.Key, out _)
        from entry in DccSchema.EntriesOf(Dcc, name.Key)
        select (name.Kind, DccSchema.FieldsOf(entry));
}
