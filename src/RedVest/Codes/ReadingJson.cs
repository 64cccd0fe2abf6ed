using System.Globalization;
using RedVest.Certificates;

namespace RedVest.Codes;

/// <summary>A reading for programs, in the shape that TypeScript's reading has, times as RFC 3339.</summary>
internal static class ReadingJson
{
    public static object Of(Reading reading) => new
    {
        outcome = reading.Outcome.Code(),
        reading.Detail,
        sentence = Sentence(reading),
        steps = Enum.GetValues<Step>().ToDictionary(step => step.Code(), step => reading[step].Code()),
        kid = reading.Kid.IsEmpty ? null : Convert.ToBase64String(reading.Kid.Span),
        reading.Algorithm,
        reading.Issuer,
        signer = reading.Key?.Issuer,
        issuedAt = Instant(reading.IssuedAt),
        expiresAt = Instant(reading.ExpiresAt),
        kind = Word(reading.Kind),
        name = reading.Certificate?.Name,
        birthDate = reading.Certificate?.BirthDate ?? "",
        entries = reading.Certificate?.Entries.Select(entry => new { kind = Word(entry.Kind), entry.Fields }) ?? [],
        test = Test(reading.Certificate?.Test),
        deviations = reading.Certificate?.Deviations ?? [],
    };

    /// <summary>What the officer is told, in the language of the process.</summary>
    public static string Sentence(Reading reading)
    {
        var exact = Kernel.Texts.Say("certificate." + reading.Detail);
        return exact != "certificate." + reading.Detail ? exact : Kernel.Texts.Say("certificate." + reading.Outcome.Code());
    }

    private static object? Test(TestEntry? test) => test is null ? null : new
    {
        result = Word(test.Result),
        kind = Word(test.Kind),
        sampledAt = Instant(test.SampledAt),
        reportedAt = Instant(test.ReportedAt),
        test.Facility,
        test.Id,
        test.Agent,
    };

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    internal static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
