using RedVest.Certificates;

namespace RedVest.Conformance;

/// <summary>Texts of real issuers' published images: all decode, and whose key is not known is unknown and never forged.</summary>
internal static class IssuerTexts
{
    private const string Set = "issuer-payloads";

    /// <summary>No image is younger; what matters here is not the time.</summary>
    private static readonly DateTimeOffset At = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<(Check Check, CodeRead Code)> Run(string file, Verifier verifier)
    {
        var lines = File.ReadLines(file);
        var columns = lines.First().Split('\t').ToList();
        int path = columns.IndexOf("path"), country = columns.IndexOf("country"), text = columns.IndexOf("qr_text");
        foreach (var row in lines.Skip(1).Select(line => line.Split('\t')).Where(row => row.Length > text))
        {
            var reading = verifier.Read(row[text], At);
            var bad = reading.Outcome is Outcome.NotACode or Outcome.OtherPrefix or Outcome.Damaged or Outcome.Forged;
            var check = new Check(
                Set, row[country], "decode", row[path], bad ? Agreement.Disagrees : Agreement.Agrees, "decodes", $"{reading.Outcome.Code()} ({reading.Detail})");
            yield return (check, ConformanceRun.Say(Set, row[path], At, reading));
        }
    }
}
