using System.Text.Json;
using RedVest.Drill.Devices;
using RedVest.Drill.Plan;

namespace RedVest.Drill.Lanes;

/// <summary>Puts a planned passage into the words of the protocol, slips of the finger included.</summary>
internal static class SayStart
{
    /// <param name="known">The people whom the server recognised behind the plate, in the order of the seats.</param>
    public static CheckStartedBody Of(PassagePlan plan, Guid lane, LaneDevice device, IReadOnlyList<RecognisedPerson> known) => new(
        lane,
        device.Checkpoint,
        plan.Direction,
        plan.Correction == CorrectionPlan.Category ? Mistaken(plan.Category) : plan.Category,
        device.Clock.Wall,
        Vehicle(plan.Vehicle, plan.Correction == CorrectionPlan.Plate),
        Occupants(plan, device.Clock.TrueTime, known, misread: plan.Correction == CorrectionPlan.Temperature))
    {
        Gate = !plan.IsEmergency && device.Bundle?.Gate is { } gate ? new(gate.Id, gate.Version) : null, // life first: nothing is asked
    };

    /// <summary>The new values of what was said wrongly in <paramref name="said"/>.</summary>
    public static object Correction(PassagePlan plan, CheckStartedBody said) => plan.Correction switch
    {
        CorrectionPlan.Plate => new { Vehicle = Vehicle(plan.Vehicle, misread: false) },
        CorrectionPlan.Category => new { plan.Category },
        _ => new { Occupants = said.Occupants.Select((o, at) => o with { TemperatureTenths = plan.Occupants[at].Evidence.TemperatureTenths }).ToList() },
    };

    private static string Mistaken(string category) => category == "local" ? "outside" : "local";

    private static VehicleSaid? Vehicle(VehiclePlan? vehicle, bool misread) => vehicle is null ? null
        : new(misread ? Misread(vehicle.Plate!) : vehicle.Plate, vehicle.Colour, vehicle.Plate is null, vehicle.Kind); // only a plate that was read is misread

    private static string Misread(string plate) => plate[..^1] + (plate[^1] == '8' ? 'B' : '8');

    private static List<OccupantSaid> Occupants(PassagePlan plan, DateTimeOffset now, IReadOnlyList<RecognisedPerson> known, bool misread) =>
        [.. plan.Occupants.Select((o, at) => Occupant(o, at, now, at < known.Count ? known[at] : null, misread && at == 0))];

    private static OccupantSaid Occupant(OccupantPlan plan, int at, DateTimeOffset now, RecognisedPerson? known, bool misread)
    {
        var person = plan.Person;
        var isKnown = known is not null;
        return new(
            at + 1,
            plan.Role,
            known?.Pass is { ValueKind: JsonValueKind.Object } ? "pass" : isKnown ? known!.Way ?? "known" : plan.Way == "known" ? "card" : plan.Way,
            known?.Person,
            isKnown || person.Document is null ? null : new(person.Document.Kind, person.Document.Number),
            isKnown ? null : person.Name,
            isKnown ? null : person.Phone,
            plan.Evidence.TemperatureTenths - (misread ? 2 : 0),
            plan.Evidence.TemperatureTenths is null ? null : "forehead",
            plan.Evidence.HealthCode,
            Test(plan.Evidence.Test, now),
            plan.Evidence.OriginRegion,
            plan.Evidence.Mask,
            plan.Evidence.Itinerary,
            plan.Evidence.VenueCode);
    }

    private static TestSaid? Test(TestPlan? test, DateTimeOffset now) => test is null ? null
        : new(test.Result, At(now, test.SampledAgo), At(now, test.ReportedAgo), "seen");

    private static string? At(DateTimeOffset now, TimeSpan? ago) => ago is { } span ? Wire.Time(now - span) : null;
}
