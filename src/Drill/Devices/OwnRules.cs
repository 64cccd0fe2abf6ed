using System.Globalization;
using System.Text.Json;
using RedVest.CertLogic;
using RedVest.Drill.Plan;
using RedVest.Kernel.Rules;

namespace RedVest.Drill.Devices;

/// <summary>The device's own proposal, by the pack of its bundle and without what only the centre knows of a person.</summary>
internal static class OwnRules
{
    /// <returns>The proposal as the protocol writes it, and the facts it rests on; null when there is no pack.</returns>
    public static (JsonElement Proposal, JsonElement Pack, IReadOnlyList<JsonElement> Facts)? Propose(Bundle bundle, CheckStartedBody check, DateTimeOffset at)
    {
        if (bundle.Pack is not { } pack)
            return null;
        var facts = check.Occupants.Select(o => FactsOf(bundle, check, o, at)).ToList();
        var ruled = facts.Select(f => Decision.Decide(pack, f)).ToList();
        var name = new { pack.Id, pack.Version };
        var proposal = new
        {
            Verdict = Verdicts.Strictest(ruled.Select(r => r.Verdict)),
            MustLook = ruled.Count == 0 || ruled.Any(r => r.MustLook),
            Pack = name,
            Occupants = check.Occupants.Zip(ruled, (o, r) => new { o.N, r.Verdict, r.MustLook, r.Rules, Recognised = false }),
            BundleAsOf = Wire.Time(bundle.AsOf),
        };
        return (Element(proposal), Element(name), [.. facts.Select(f => JsonDocument.Parse(f.ToJson()).RootElement)]);
    }

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, Wire.Json);

    /// <summary>The facts of one person as a phone makes them; <c>packs/vectors/facts.json</c> holds all makers to the same.</summary>
    internal static Facts FactsOf(Bundle bundle, CheckStartedBody check, OccupantSaid occupant, DateTimeOffset at) => new(FactsSchema.Published)
    {
        ["category"] = Value.Of(check.Category),
        ["direction"] = Value.Of(check.Direction),
        ["role"] = Value.Of(occupant.Role),
        ["way"] = Value.Of(occupant.Way),
        ["outbreak.inForce"] = Value.Of(bundle.OutbreakInForce),
        ["vehicle.present"] = Value.Of(check.Vehicle is not null),
        ["vehicle.plateUnreadable"] = check.Vehicle is { } vehicle ? Value.Of(vehicle.PlateUnreadable) : Value.Null,
        ["vehicle.kind"] = Value.Of(check.Vehicle?.Kind),
        ["ageYears"] = Age(occupant.Document, at, bundle.UtcOffsetMinutes),
        ["originRegion"] = Value.Of(occupant.OriginRegion),
        ["origin.level"] = occupant.OriginRegion is { } origin && bundle.Pack?.Areas is { } areas ? Value.Of(areas.LevelOf(origin, at)) : Value.Null,
        ["stay.told"] = Value.Of(false),
        ["certificate.shown"] = Value.Of(false),
        ["temperatureTenths"] = occupant.TemperatureTenths is >= 340 and <= 430 and var tenths ? Value.Of(tenths) : Value.Null,
        ["healthCode"] = Value.Of(occupant.HealthCode),
        ["mask"] = occupant.Mask is { } mask ? Value.Of(mask) : Value.Null,
        ["itinerary"] = Value.Of(occupant.Itinerary),
        ["venueCode"] = occupant.VenueCode is { } scanned ? Value.Of(scanned) : Value.Null,
        ["test.shown"] = Value.Of(occupant.Test is not null),
        ["test.result"] = occupant.Test?.Result is "negative" or "positive" ? Value.Of(occupant.Test.Result) : Value.Null,
        ["test.source"] = Value.Of(occupant.Test is null ? null : "seen"),
        ["test.sampleAgeMinutes"] = Minutes(occupant.Test?.SampledAt, at),
        ["test.reportAgeMinutes"] = Minutes(occupant.Test?.ReportedAt, at),
    };

    private static Value Minutes(string? from, DateTimeOffset at) =>
        from is not null && DateTimeOffset.Parse(from, CultureInfo.InvariantCulture) is var start && start <= at ? Value.Of((long)Math.Floor((at - start).TotalMinutes)) : Value.Null;

    private static Value Age(DocumentSaid? document, DateTimeOffset at, int utcOffsetMinutes)
    {
        if (document is not { Kind: "resident-id" } || !DateOnly.TryParseExact(document.Number[6..14], "yyyyMMdd", out var born))
            return Value.Null;
        var today = DateOnly.FromDateTime(at.UtcDateTime.AddMinutes(utcOffsetMinutes));
        return Value.Of(today.Year - born.Year - ((today.Month, today.Day).CompareTo((born.Month, born.Day)) >= 0 ? 0 : 1));
    }
}
