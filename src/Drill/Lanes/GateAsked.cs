using System.Text.Json;
using RedVest.Drill.Devices;
using RedVest.Drill.Plan;

namespace RedVest.Drill.Lanes;

/// <summary>The drill's own look at the items of a gate (docs/gates.md): which of them somebody failed, by what they showed.</summary>
internal static class GateAsked
{
    public static IEnumerable<string> Failed(GateRead gate, OccupantPlan plan, OccupantSaid said) =>
        gate.Items.Where(item => !IsTooYoung(item, plan.Person, said) && IsGood(item, plan, said) == false).Select(item => item.Key);

    /// <summary>Who shows no document that says the age, now, is asked like everybody.</summary>
    private static bool IsTooYoung(GateItemRead item, PersonPlan person, OccupantSaid said) => item.SinceAge is { } age && person.Age < age && said.Document?.Kind == "resident-id";

    /// <summary>Null: nobody answered it, or any answer is good.</summary>
    private static bool? IsGood(GateItemRead item, OccupantPlan plan, OccupantSaid said)
    {
        object? answer = item.Fact switch
        {
            "way" => said.Way,
            "healthCode" => said.HealthCode,
            "itinerary" => said.Itinerary,
            "test.result" => said.Test?.Result is "negative" or "positive" ? said.Test.Result : null, // unknown is no answer
            "mask" => said.Mask,
            "venueCode" => said.VenueCode,
            "temperatureTenths" => plan.Evidence.TemperatureTenths, // as it stands after a correction
            _ => null,
        };
        if (answer is null || item.Good is not { } good)
            return null;
        return good.ValueKind == JsonValueKind.Array
            ? good.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String ? answer is string text && one.ValueEquals(text) : one.GetBoolean().Equals(answer))
            : answer is int number && number >= good.GetProperty("from").GetInt32() && number <= good.GetProperty("to").GetInt32();
    }
}
