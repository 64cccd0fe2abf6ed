using System.Text.Json;
using RedVest.Certificates;
using RedVest.CertLogic;
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

    public static TheoryData<string> Trips => new(Packs.Vectors("trips").GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Trips))]
    public void Each_shared_lorry_gives_the_facts_and_the_verdict_as_written(string name)
    {
        var file = Packs.Vectors("trips");
        var pack = PackLoader.Load(file.GetProperty("pack").GetRawText(), Packs.Schema);
        var one = file.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var at = new DateTimeOffset(2026, 11, 24, 9, 15, 0, TimeSpan.Zero);
        var facts = CheckFacts.Of(new CheckSaid("out", "freight", null, true, at, 480, Trip: one.GetProperty("trip").Deserialize<TripSaid>(Web)), null, null);
        var ruling = Decision.Decide(pack, facts);

        foreach (var known in one.GetProperty("known").EnumerateObject())
            Assert.Equal((known.Name, Value.Parse(known.Value)), (known.Name, facts[known.Name]));
        Assert.Equal(one.GetProperty("known").EnumerateObject().Count(), CheckFacts.Schema.Facts.Count(f => f.Path.StartsWith("trip.", StringComparison.Ordinal) && !facts[f.Path].IsNull));
        Assert.Equal(one.GetProperty("verdict").GetString(), ruling.Verdict);
        Assert.Equal(one.GetProperty("rules").EnumerateArray().Select(r => r.GetString()!), ruling.Rules);
    }

    [Fact]
    public void An_emergency_goes_first_before_anybody_is_recorded()
    {
        var check = new CheckSaid("in", "emergency", null, true, DateTimeOffset.UnixEpoch, 480);
        var ruling = Decision.Decide(Packs.Minimal, CheckFacts.Of(check, null, null));
        Assert.Equal(("emergency-release", false), (ruling.Verdict, ruling.MustLook));
    }
}
