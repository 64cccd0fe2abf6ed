namespace RedVest.Drill.Plan;

/// <param name="Role">driver, passenger or pedestrian.</param>
/// <param name="Way">How the lane learns who this is (device protocol, §6).</param>
public sealed record OccupantPlan(PersonPlan Person, string Role, string Way, Evidence Evidence);

/// <summary>What the occupant shows at the barrier.</summary>
/// <param name="TemperatureTenths">Tenths of a degree Celsius; null when nobody measured.</param>
/// <param name="HealthCode">Colour of the code shown; null when none was asked for.</param>
/// <param name="Itinerary">What the itinerary card shows; null when none was asked for.</param>
/// <param name="VenueCode">Whether the venue code was scanned.</param>
public sealed record Evidence(
    int? TemperatureTenths, string? HealthCode, TestPlan? Test, string? OriginRegion, bool Mask, string? Itinerary = null, bool VenueCode = true);

/// <param name="SampledAgo">Between sampling and the check; null when the paper does not say.</param>
/// <param name="ReportedAgo">Between the report and the check.</param>
public sealed record TestPlan(string Result, TimeSpan? SampledAgo, TimeSpan? ReportedAgo);

/// <summary>Draws evidence. What verdict follows from it is the pack's word, not the drill's.</summary>
internal sealed class EvidenceMaker(Random dice)
{
    private const int TestedFrom = 3; // years; nobody expects a test of a smaller child
    private static readonly string[] NearRegions = ["141122", "140100", "140121", "141100", "141181", "140700", "130100"];

    /// <summary>Nothing to object to: normal temperature, green code, a negative test of the last day and a half.</summary>
    public Evidence Clear(PersonPlan person, bool fromAfar) => new(
        Normal(),
        person.Phone is null && !fromAfar ? "none" : "green", // from afar somebody else shows the code of a child or an old person
        person.Age < TestedFrom ? null : FreshTest(),
        fromAfar ? NearRegions[dice.Next(1, NearRegions.Length)] : NearRegions[0],
        Mask: person.Age >= 3 && dice.Next(50) != 0,
        Itinerary: person.Phone is null ? "none" : dice.Next(180) == 0 ? "starred" : "clear",
        VenueCode: dice.Next(70) != 0);

    /// <summary>A test that is absent, too old or without a date: sampling is what the pack is expected to ask for, from outside and in lorries.</summary>
    public Evidence WithoutValidTest(Evidence clear) => clear with
    {
        Test = dice.Next(3) switch
        {
            0 => null,
            1 => new("unknown", null, null),
            _ => Negative(TimeSpan.FromHours(dice.Next(80, 200))),
        },
    };

    public Evidence WithFever(Evidence clear) => clear with { TemperatureTenths = dice.Next(376, 395) };

    public static Evidence WithRedCode(Evidence clear) => clear with { HealthCode = "red" };

    private TestPlan FreshTest() => Negative(TimeSpan.FromMinutes(dice.Next(4 * 60, 36 * 60)));

    private TestPlan Negative(TimeSpan sampledAgo) => new("negative", sampledAgo, sampledAgo - TimeSpan.FromMinutes(dice.Next(90, 230)));

    private int Normal() => 361 + dice.Next(5) + dice.Next(5); // 36.1 to 36.9, most often 36.5
}
