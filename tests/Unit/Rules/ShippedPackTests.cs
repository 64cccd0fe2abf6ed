using System.Text.Json;
using CsCheck;
using RedVest.Kernel.Rules;

namespace RedVest.Unit.Tests.Rules;

/// <summary>Every pack that comes with the program, each with its shared cases.</summary>
public sealed class ShippedPackTests
{
    public static TheoryData<string> All => new(Directory.GetDirectories(Path.Combine(TestData.Checkout(), "packs")).Select(Path.GetFileName).OfType<string>().Where(name => name != "vectors"));

    public static TheoryData<string, string> Cases => new(
        from vectors in new[] { "sx", "chik" }
        from one in Packs.Vectors(vectors).GetProperty("cases").EnumerateArray()
        select (vectors, one.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_wrong_with_a_shipped_pack(string id)
    {
        var reading = PackLoader.Read(Packs.Text($"{id}/pack.json"), Packs.Schema);

        Assert.Empty(reading.Faults);
        Assert.Equal(id, reading.Pack?.Id);
        Assert.All(reading.Pack!.Rules, rule => Assert.NotEmpty(rule.Source));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_shared_case_is_decided_as_written(string vectors, string name)
    {
        var file = Packs.Vectors(vectors);
        var one = file.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var pack = Packs.Shipped(file.GetProperty("pack").GetString()!);
        var ruling = Decision.Decide(pack, Packs.Facts(one.GetProperty("facts")));

        Assert.Equal(one.GetProperty("verdict").GetString(), ruling.Verdict);
        Assert.Equal(Texts(one, "rules"), ruling.Rules);
        Assert.Equal(Texts(one, "unanswered"), ruling.Unanswered);
        Assert.Equal(one.GetProperty("mustLook").GetBoolean(), ruling.MustLook);
    }

    [Fact]
    public void The_shared_cases_reach_every_rule_of_the_response_of_March_2022()
    {
        var reached = Packs.Vectors("sx").GetProperty("cases").EnumerateArray().SelectMany(one => Texts(one, "rules").Concat(Texts(one, "unanswered"))).ToHashSet();

        // Stays at the two middle levels differ from the others in nothing but the level; orders are in the vectors of TEST-MINIMAL.
        string?[] alike = ["risk-county-stay", "reported-county-stay", "order-in-force", "arrival-not-handed-over"];
        Assert.Equal(alike.Order(), Packs.Shipped("SX-2022-03-21").Rules.Select(rule => rule.Id).Except(reached).Order());
    }

    [Fact]
    public void A_response_without_codes_asks_for_none_and_samples_nobody()
    {
        var pack = Packs.Shipped("CHIK-2025");
        var read = pack.Rules.SelectMany(rule => rule.FactSlots).Select(slot => pack.Facts.Facts[slot].Path).Distinct();

        Assert.Equal(["category", "temperatureTenths"], read);
        Assert.All(pack.Rules, rule => Assert.Contains(rule.Verdict, (string[])["release", "emergency-release"]));
    }

    private static IEnumerable<string?> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
