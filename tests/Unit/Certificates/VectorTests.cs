using System.Text;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

/// <summary>The codes of tests/vectors/certificates.json, to which the phone's reader is held as well.</summary>
public sealed class VectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(TestData.Checkout(), "tests", "vectors", "certificates.json"))).RootElement;

    public static TheoryData<string> Names => [.. Cases().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_code_comes_out_as_its_vector_says(string name)
    {
        var one = Cases().Single(c => c.GetProperty("name").GetString() == name);
        var trust = KeyImport.Read(Encoding.UTF8.GetBytes(Vectors.GetProperty("trust").GetRawText()), "vectors")!;
        var reading = new Verifier(new TrustList(trust.Keys)).Read(
            one.GetProperty("text").GetString(),
            Vectors.GetProperty("at").GetDateTimeOffset(),
            one.TryGetProperty("unruled", out _) ? null : new Requirement([CertificateKind.Test], [TestKind.Naat], 2880));

        Assert.Equal((one.GetProperty("outcome").GetString(), one.GetProperty("detail").GetString()), (reading.Outcome.Code(), reading.Detail));
        var states = Enum.GetValues<Step>().Select(step => (step.Code(), Expected(one, step.Code())));
        Assert.Equal(states, Enum.GetValues<Step>().Select(step => (step.Code(), reading[step].Code())));
        if (one.TryGetProperty("reads", out var reads)) Reads(reads, reading.Certificate!);
    }

    [Fact]
    public void Every_outcome_has_a_vector() =>
        Assert.Empty(Enum.GetValues<Outcome>().Select(o => o.Code()).Except(Cases().Select(c => c.GetProperty("outcome").GetString()!)));

    private static void Reads(JsonElement reads, Certificate certificate)
    {
        if (reads.TryGetProperty("sampledAt", out var sampled)) Assert.Equal(sampled.GetDateTimeOffset(), certificate.Test!.SampledAt);
        if (reads.TryGetProperty("result", out var result)) Assert.Equal(result.GetString(), certificate.Test!.Result.ToString(), ignoreCase: true);
        if (reads.TryGetProperty("deviations", out var deviations)) Assert.Equal(Texts(deviations), certificate.Deviations);
    }

    private static string Expected(JsonElement one, string step) =>
        Texts(one.GetProperty("failed")).Contains(step) ? "failed" : Texts(one.GetProperty("notReached")).Contains(step) ? "not-reached" : "ok";

    private static JsonElement.ArrayEnumerator Cases() => Vectors.GetProperty("cases").EnumerateArray();

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
}
