using System.Text.Json;
using RedVest.Certificates;
using RedVest.Checkpoints.Commuting;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Rules;
using RedVest.Unit.Tests.Rules;

namespace RedVest.Unit.Tests.Checkpoints;

public sealed class CheckFactsTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Cases => new(Packs.Vectors("facts").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_shared_case_gives_the_facts_as_written(string name)
    {
        var one = Packs.Vectors("facts").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var check = one.GetProperty("check").Deserialize<CheckSaid>(Web)!;
        var certificate = one.TryGetProperty("certificate", out var said) ? said.Deserialize<CertificateSaid>(Web) : null;
        var pass = one.TryGetProperty("pass", out var held)
            ? new HeldPass(null, "", held.GetProperty("state").GetString()!, default, held.GetProperty("conditions").Deserialize<PassConditions>(Web)!)
            : null;
        var facts = CheckFacts.Of(
            check, one.GetProperty("occupant").Deserialize<OccupantSaid?>(Web), one.GetProperty("standing").Deserialize<List<StandingSaid>?>(Web), certificate, pass);

        Assert.Equal(Packs.Facts(one.GetProperty("known")).ToJson(), facts.ToJson());
    }

    [Fact]
    public void An_emergency_goes_first_before_anybody_is_recorded()
    {
        var check = new CheckSaid("in", "emergency", null, true, DateTimeOffset.UnixEpoch, 480);
        var ruling = Decision.Decide(Packs.Minimal, CheckFacts.Of(check, null, null));
        Assert.Equal(("emergency-release", false), (ruling.Verdict, ruling.MustLook));
    }
}
