using System.Text.Json;
using RedVest.Drill.Devices;
using RedVest.Drill.Plan;
using RedVest.Unit.Tests.Rules;

namespace RedVest.Unit.Tests.Drill;

/// <summary>The phones of the drill decide as the phones of the lane do.</summary>
public sealed class OwnRulesTests
{
    private static readonly DateTimeOffset Noon = new(2022, 4, 14, 4, 0, 0, TimeSpan.Zero);
    private static readonly Bundle Bundle = new(Noon, Packs.Minimal, OutbreakInForce: true, UtcOffsetMinutes: 480);

    private static CheckStartedBody A_check(string category, OccupantSaid occupant) => new(Guid.Empty, Guid.Empty, "in", category, null, null, [occupant]);

    private static OccupantSaid A_passer(string code = "green", int tenths = 365, TestSaid? test = null) =>
        new(1, "pedestrian", "card", null, null, null, null, tenths, null, code, test, null, null);

    private static string Verdict(string category, OccupantSaid occupant) =>
        OwnRules.Propose(Bundle, A_check(category, occupant), Noon)!.Value.Proposal.GetProperty("verdict").GetString()!;

    [Fact]
    public void The_pack_decides_and_not_the_drill()
    {
        var fresh = new TestSaid("negative", Wire.Time(Noon.AddHours(-30)), null, "seen");
        var old = new TestSaid("negative", Wire.Time(Noon.AddHours(-49)), null, "seen");

        Assert.Equal("release", Verdict("local", A_passer()));
        Assert.Equal("hold", Verdict("local", A_passer("red")));
        Assert.Equal("refer", Verdict("commuter", A_passer(tenths: 373)));
        Assert.Equal("release", Verdict("outside", A_passer(test: fresh)));
        Assert.Equal("sample-and-go", Verdict("outside", A_passer(test: old)));
        Assert.Equal("sample-and-wait", Verdict("freight", A_passer(test: old)));
    }

    [Fact]
    public void Without_a_pack_there_is_no_proposal() => Assert.Null(OwnRules.Propose(Bundle with { Pack = null }, A_check("local", A_passer()), Noon));

    [Fact]
    public void Facts_are_those_of_the_published_vectors()
    {
        var told = 0;
        foreach (var vector in Packs.Vectors("facts").EnumerateArray())
        {
            var (check, occupant) = (vector.GetProperty("check").Deserialize<CheckSaid>(Wire.Json)!, vector.GetProperty("occupant").Deserialize<OccupantSaid>(Wire.Json));
            if (occupant is null || check.OutbreakInForce is null || !IsOfADrill(occupant.Document) || vector.TryGetProperty("certificate", out _) || check.Areas is not null
                || vector.GetProperty("occupant").TryGetProperty("stays", out _) || vector.GetProperty("occupant").TryGetProperty("companions", out _) || vector.TryGetProperty("pass", out _))
                continue; // a drill never says these
            told++;
            var facts = OwnRules.FactsOf(
                Bundle with { OutbreakInForce = check.OutbreakInForce.Value, UtcOffsetMinutes = check.UtcOffsetMinutes },
                new(Guid.Empty, Guid.Empty, check.Direction, check.Category, null, check.Vehicle, [occupant]), occupant, check.At);
            var known = vector.GetProperty("known").EnumerateObject().Where(k => !k.Name.StartsWith("standing", StringComparison.Ordinal) && !k.Name.StartsWith("pass.", StringComparison.Ordinal)).ToDictionary(k => k.Name, k => k.Value);
            Assert.Equal(Packs.Facts(JsonSerializer.SerializeToElement(known)).ToJson(), facts.ToJson());
        }

        Assert.True(told > 10);
    }

    private static bool IsOfADrill(DocumentSaid? document) =>
        document is null || (document is { Kind: "resident-id", Number.Length: 18 } && ResidentNumber.WithCheck(document.Number[..17]) == document.Number);

    private sealed record CheckSaid(string Direction, string Category, VehicleSaid? Vehicle, bool? OutbreakInForce, DateTimeOffset At, int UtcOffsetMinutes, JsonElement? Areas);
}
