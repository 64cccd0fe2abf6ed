using System.Text.RegularExpressions;

namespace RedVest.Registry.Identifiers;

/// <summary>A document number of any kind in its canonical form, which is what the keyed hash is taken over.</summary>
/// <param name="Kind">resident-id, passport, hmt-permit, hmt-residence, foreign-residence, other; a kind of the future is kept as it is.</param>
/// <param name="Number">Canonical: half width, upper case, no blanks; fifteen digits made eighteen.</param>
/// <param name="Fault">What breaks the standard of its kind; null when nothing does. A fault flags the record and never stops it.</param>
/// <param name="BirthDate">From numbers that carry one.</param>
/// <param name="Sex"><c>M</c>, <c>F</c> or null.</param>
public sealed record DocumentNumber(string Kind, string Number, string? Fault, DateOnly? BirthDate, string? Sex)
{
    private const int TailLength = 4;
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private static readonly Regex OldForeignResidence = new("^[A-Z]{3}[0-9]{12}$", Linear);
    private static readonly Regex HmtResidence = new("^8[123]0000", Linear);
    private static readonly Regex Passport = new("^[A-Z0-9]{5,12}$", Linear);
    private static readonly Regex Permit = new("^[HM]?[0-9]{8}([0-9]{2})?$", Linear);
    private static readonly Regex Anything = new("^[A-Z0-9()/]{1,32}$", Linear);

    /// <summary>The kinds known here.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["resident-id", "passport", "hmt-permit", "hmt-residence", "foreign-residence", "other"];

    public bool Unusual => Fault is not null;

    /// <summary>The last four characters, for masked lists.</summary>
    public string Tail => Number.Length <= TailLength ? Number : Number[^TailLength..];

    public static DocumentNumber Read(string kind, string number, DateOnly today)
    {
        if (kind is "resident-id" or "hmt-residence")
        {
            var id = ResidentId.Read(number, today);
            return kind == "hmt-residence" && id.Fault is null && !HmtResidence.IsMatch(id.Number) ? new DocumentNumber(kind, id.Number, "region", null, null) : Of(kind, id);
        }

        var canonical = Narrow.Form(number);
        return kind switch
        {
            "foreign-residence" when canonical.StartsWith('9') => Of(kind, ResidentId.Read(canonical, today, ofForeigner: true)),
            "foreign-residence" => Plain(kind, canonical, OldForeignResidence),
            "passport" => Plain(kind, canonical, Passport),
            "hmt-permit" => Plain(kind, canonical, Permit),
            _ => Plain(kind, canonical, Anything),
        };
    }

    private static DocumentNumber Of(string kind, ResidentId id) => new(kind, id.Number, id.Fault, id.BirthDate, id.Sex);

    private static DocumentNumber Plain(string kind, string canonical, Regex form) =>
        new(kind, canonical, form.IsMatch(canonical) ? null : "form", null, null);
}
