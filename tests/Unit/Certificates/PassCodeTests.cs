using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RedVest.Certificates;

namespace RedVest.Unit.Tests.Certificates;

/// <summary>Signed passes, and the ones of tests/vectors/pass-codes.json, to which the phone's reader is held as well.</summary>
public sealed class PassCodeTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 15, 0, TimeSpan.Zero);
    private static readonly byte[] Kid = [1, 2, 3, 4, 5, 6, 7, 8];
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void A_pass_reads_back_as_it_was_signed()
    {
        var reading = Read(Make(A_pass), KeyUsages.Pass);

        Assert.Equal((Outcome.Unruled, "pass"), (reading.Outcome, reading.Detail));
        Assert.Equivalent(A_pass, reading.Pass, strict: true);
        Assert.Null(reading.Certificate);
        Assert.Equal(StepState.Ok, reading[Step.Usage]);
    }

    [Fact]
    public void A_pass_is_no_certificate_to_a_rule_that_asks_for_a_test() =>
        Assert.Equal(Outcome.Unruled, new Verifier(Trust(KeyUsages.Pass)).Read(Make(A_pass), At, new Requirement([CertificateKind.Test], [TestKind.Naat], 2880)).Outcome);

    [Theory]
    [InlineData(KeyUsages.Test)]
    [InlineData(KeyUsages.All)]
    public void A_key_that_may_not_sign_passes_is_not_believed_for_one(KeyUsages usages)
    {
        var reading = Read(Make(A_pass), usages);

        Assert.Equal((Outcome.IssuerUnknown, "wrong-key-usage"), (reading.Outcome, reading.Detail));
    }

    [Fact]
    public void A_pass_is_over_when_its_signature_says_so()
    {
        var code = CertificateSigner.Make(A_pass, "CN", At.AddDays(-2), At.AddDays(-1), Kid, Sign);

        Assert.Equal(Outcome.Expired, Read(code, KeyUsages.Pass).Outcome);
    }

    [Fact]
    public void The_shared_codes_read_as_written()
    {
        var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestData.Checkout(), "tests", "vectors", "pass-codes.json"))).RootElement;
        var trust = KeyImport.Read(Encoding.UTF8.GetBytes(file.GetProperty("trust").GetRawText()), "vectors")!;
        foreach (var one in file.GetProperty("cases").EnumerateArray())
        {
            var reading = new Verifier(new TrustList(trust.Keys)).Read(one.GetProperty("text").GetString(), file.GetProperty("at").GetDateTimeOffset());
            Assert.Equal((one.GetProperty("outcome").GetString(), one.GetProperty("detail").GetString()), (reading.Outcome.Code(), reading.Detail));
            if (one.TryGetProperty("pass", out var pass))
                Assert.True(JsonElement.DeepEquals(pass, JsonSerializer.SerializeToElement(reading.Pass, Written)));
        }
    }

    public void Dispose() => _key.Dispose();

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static PassClaims A_pass => new(
        new Guid("018f0000-0000-7000-8000-0000000000aa"), "10203040", "𠮷示例", "881X", "夏家营焦化厂", [new Guid("018f0000-0000-7000-8000-000000000001")],
        new PassConditions(48, "report", "green", [1, 2, 3, 4, 5], new PassHours("05:30", "21:00")), new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "晋G12345");

    private string Make(PassClaims pass) => CertificateSigner.Make(pass, "CN", At.AddDays(-1), At.AddDays(6), Kid, Sign);

    private byte[] Sign(ReadOnlySpan<byte> content) => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private TrustList Trust(KeyUsages usages) => new([new TrustedKey(Kid, _key.ExportSubjectPublicKeyInfo()) { Usages = usages }]);

    private Reading Read(string code, KeyUsages usages) => new Verifier(Trust(usages)).Read(code, At);
}
