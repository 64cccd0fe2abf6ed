using RedVest.Certificates;
using RedVest.CertLogic;
using RedVest.Checkpoints.Commuting;
using RedVest.Kernel.Rules;
using RedVest.Registry.Identifiers;

namespace RedVest.Checkpoints.Passages;

/// <summary>What all persons of one check have in common.</summary>
/// <param name="Vehicle">Null for pedestrians.</param>
/// <param name="OutbreakInForce">Null when it is not known.</param>
/// <param name="At">The time of the check: ages and ends are counted to it.</param>
/// <param name="UtcOffsetMinutes">The owner's, for the local day on which somebody turns a year older.</param>
/// <param name="Areas">Of the pack that decides; null when it has no list.</param>
/// <param name="Trip">What is known of the lorry's freight trip; null when nobody could be asked, or it is no lorry.</param>
internal sealed record CheckSaid(
    string Direction, string Category, VehicleSaid? Vehicle, bool? OutbreakInForce, DateTimeOffset At, int UtcOffsetMinutes, AreaList? Areas = null, TripSaid? Trip = null)
{
    /// <summary>The local day of the check.</summary>
    internal DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime.AddMinutes(UtcOffsetMinutes));
}

/// <summary>As much of a freight trip as facts are made of.</summary>
/// <param name="SealIntact">Null: nobody looked.</param>
/// <param name="DueAt">When it must be out again; null before it entered.</param>
internal sealed record TripSaid(
    bool Announced, bool Inside = false, bool HasConsignee = false, bool HasPermit = false, bool? SealIntact = null, DateTimeOffset? DueAt = null);

/// <summary>What came of reading an occupant's code, by whoever may judge its signature: on the server, the server alone.</summary>
/// <param name="Outcome">One of the codes of docs/certificates.md.</param>
/// <param name="TestKind">naat or antigen; null when the code does not say.</param>
/// <param name="Result">negative, positive, or null.</param>
internal sealed record CertificateSaid(string Outcome, string? TestKind = null, string? Result = null, DateTimeOffset? SampledAt = null, DateTimeOffset? ReportedAt = null)
{
    /// <summary>Vaccination and recovery certificates hold no test.</summary>
    internal bool IsTest { get; init; } = true;

    /// <summary>Whether signature, trust and time window held and it is a test, so that what it says counts as signed.</summary>
    internal bool IsSignedTest => IsTest && Outcome is "accepted" or "too-old" or "result-positive" or "result-empty";
}

/// <summary>
/// Makes the facts document that rules read (<c>packs/facts.schema.json</c>) from what a lane said and what is stored of a person. The phone
/// makes the same in <c>web/shared/src/rules/facts.ts</c>; <c>packs/vectors/facts.json</c> holds both to it.
/// </summary>
internal static class CheckFacts
{
    // Outside of what a thermometer for people shows, a number is a slip of the finger and not a temperature.
    private const int LowestTenths = 340;
    private const int HighestTenths = 430;

    internal static readonly FactsSchema Schema = FactsSchema.Published;

    /// <summary>The facts of one person.</summary>
    /// <param name="check">What the persons of the check have in common.</param>
    /// <param name="occupant">The person; null when nobody was recorded yet, so that an emergency still goes first.</param>
    /// <param name="standing">The person's stored facets, none of which may be left out; null when they could not be asked, or nobody knows whose to ask.</param>
    /// <param name="certificate">What came of the occupant's code; null when none was shown.</param>
    /// <param name="pass">The pass the person showed or has; null when they have none, or nobody knows whom to ask.</param>
    internal static Facts Of(
        CheckSaid check, OccupantSaid? occupant, IReadOnlyList<StandingSaid>? standing, CertificateSaid? certificate = null, HeldPass? pass = null)
    {
        var facts = new Facts(Schema)
        {
            ["category"] = Value.Of(check.Category),
            ["direction"] = Value.Of(check.Direction),
            ["outbreak.inForce"] = check.OutbreakInForce is { } inForce ? Value.Of(inForce) : Value.Null,
            ["vehicle.present"] = Value.Of(check.Vehicle is not null),
            ["vehicle.plateUnreadable"] = check.Vehicle is { } vehicle ? Value.Of(vehicle.PlateUnreadable) : Value.Null,
            ["vehicle.kind"] = Value.Of(check.Vehicle?.Kind),
        };
        if (check.Trip is { } trip)
            Trip(facts, trip, check.At);
        if (occupant is not null)
        {
            Person(facts, occupant, check);
            Areas(facts, occupant, check);
            Certificate(facts, certificate);
            if (certificate is { IsSignedTest: true })
                SignedTest(facts, certificate, check.At);
            else
                SeenTest(facts, occupant.Test, check.At);
            if (pass is not null)
                Pass(facts, pass);
            else if (standing is not null)
                (facts["pass.held"], facts["pass.valid"]) = (Value.Of(false), Value.Of(false));
        }

        if (standing is not null)
            SetStanding(facts, standing, check.At);
        return facts;
    }

    /// <summary>Sets what stands of a person, over what was known of them before.</summary>
    internal static void SetStanding(Facts facts, IReadOnlyList<StandingSaid> standing, DateTimeOffset at)
    {
        facts["standing.poolPositive"] = Has(standing, "pool-positive", at);
        facts["standing.orderInForce"] = Has(standing, "order-in-force", at);
        facts["standing.arrivalNotHandedOver"] = Has(standing, "arrival-not-handed-over", at);
    }

    /// <summary>Of a lorry that nobody announced and nobody let in, only that is known.</summary>
    private static void Trip(Facts facts, TripSaid trip, DateTimeOffset at)
    {
        (facts["trip.announced"], facts["trip.inside"]) = (Value.Of(trip.Announced), Value.Of(trip.Inside));
        if (!trip.Announced && !trip.Inside)
            return;
        (facts["trip.hasConsignee"], facts["trip.hasPermit"]) = (Value.Of(trip.HasConsignee), Value.Of(trip.HasPermit));
        facts["trip.sealIntact"] = trip.SealIntact is { } intact ? Value.Of(intact) : Value.Null;
        facts["trip.minutesLeft"] = trip.DueAt is { } due ? Value.Of((long)Math.Floor((due - at).TotalMinutes)) : Value.Null;
    }

    private static void Person(Facts facts, OccupantSaid occupant, CheckSaid check)
    {
        facts["role"] = Value.Of(occupant.Role);
        facts["way"] = Value.Of(occupant.Way);
        facts["ageYears"] = Age(occupant.Document, check);
        facts["originRegion"] = Value.Of(occupant.OriginRegion);
        facts["temperatureTenths"] = occupant.TemperatureTenths is >= LowestTenths and <= HighestTenths and var tenths ? Value.Of(tenths) : Value.Null;
        facts["healthCode"] = Value.Of(occupant.HealthCode);
        facts["mask"] = occupant.Mask is { } mask ? Value.Of(mask) : Value.Null;
        facts["itinerary"] = Value.Of(occupant.Itinerary);
        facts["venueCode"] = occupant.VenueCode is { } scanned ? Value.Of(scanned) : Value.Null;
        facts["companions"] = occupant.Companions is { } companions ? Value.Of(companions) : Value.Null;
    }

    private static void Areas(Facts facts, OccupantSaid occupant, CheckSaid check)
    {
        facts["stay.told"] = Value.Of(occupant.Stays is not null);
        if (check.Areas is not { } areas)
            return;
        facts["origin.level"] = occupant.OriginRegion is { } origin ? Value.Of(areas.LevelOf(origin, check.At)) : Value.Null;
        if (occupant.Stays is not { } stays)
            return;
        var listed = stays.Select(stay => (Level: areas.LevelOf(stay.Region, check.At), stay.LastDay)).Append((Level: AreaList.None, LastDay: check.Day));
        var (level, last) = listed.MaxBy(stay => (areas.Rank(stay.Level), stay.LastDay));
        facts["stay.level"] = Value.Of(level);
        facts["stay.daysSince"] = level == AreaList.None ? Value.Null : Value.Of(Math.Max(0, check.Day.DayNumber - last.DayNumber));
    }

    private static void Certificate(Facts facts, CertificateSaid? certificate)
    {
        facts["certificate.shown"] = Value.Of(certificate is not null);
        facts["certificate.outcome"] = Value.Of(certificate?.Outcome);
    }

    private static void SignedTest(Facts facts, CertificateSaid certificate, DateTimeOffset at)
    {
        facts["test.shown"] = Value.Of(true);
        facts["test.result"] = Value.Of(certificate.Result);
        facts["test.kind"] = Value.Of(certificate.TestKind);
        facts["test.source"] = Value.Of("signed");
        facts["test.sampleAgeMinutes"] = Minutes(certificate.SampledAt, at);
        facts["test.reportAgeMinutes"] = Minutes(certificate.ReportedAt, at);
    }

    /// <summary>Whatever its maker claims, a test without a code that holds was only seen.</summary>
    private static void SeenTest(Facts facts, TestSaid? test, DateTimeOffset at)
    {
        facts["test.shown"] = Value.Of(test is not null);
        facts["test.result"] = test?.Result is "negative" or "positive" ? Value.Of(test.Result) : Value.Null;
        facts["test.source"] = Value.Of(test is null ? null : "seen");
        facts["test.sampleAgeMinutes"] = Minutes(test?.SampledAt, at);
        facts["test.reportAgeMinutes"] = Minutes(test?.ReportedAt, at);
    }

    private static void Pass(Facts facts, HeldPass pass)
    {
        facts["pass.held"] = Value.Of(true);
        facts["pass.state"] = Value.Of(pass.State);
        facts["pass.valid"] = Value.Of(pass.IsValid);
        facts["pass.conditionsMet"] = ConditionsMet(facts, pass.Conditions) is { } met ? Value.Of(met) : Value.Null;
    }

    /// <summary>Whether what was shown is what the pass asks for; null while the code is not seen yet.</summary>
    private static bool? ConditionsMet(Facts facts, PassConditions asked)
    {
        if (asked.TestHours is { } hours)
        {
            var age = facts[asked.TestFrom == "report" ? "test.reportAgeMinutes" : "test.sampleAgeMinutes"];
            if (facts["test.result"] is not { IsNull: false, Text: "negative" } || age.IsNull || age.Integer > hours * 60L)
                return false;
        }

        return asked.HealthCode is null ? true
            : facts["healthCode"] is { IsNull: false } colour ? colour.Text == asked.HealthCode
            : null;
    }

    /// <summary>Whole minutes; a time that has not come yet is no evidence.</summary>
    private static Value Minutes(DateTimeOffset? from, DateTimeOffset at) =>
        from is { } start && start <= at ? Value.Of((long)Math.Floor((at - start).TotalMinutes)) : Value.Null;

    private static Value Age(DocumentSaid? document, CheckSaid check)
    {
        var today = check.Day;
        if (document is null || DocumentNumber.Read(document.Kind, document.Number, today).BirthDate is not { } birth)
        {
            return Value.Null;
        }

        var hadBirthday = (today.Month, today.Day).CompareTo((birth.Month, birth.Day)) >= 0;
        return Value.Of(today.Year - birth.Year - (hadBirthday ? 0 : 1));
    }

    /// <summary>A facet counts until its end, whatever a job has done by then; the value <c>no</c> lifts it.</summary>
    private static Value Has(IReadOnlyList<StandingSaid> standing, string facet, DateTimeOffset at)
    {
        foreach (var one in standing)
        {
            if (one.Facet == facet && one.Value != "no" && !(one.Until <= at))
            {
                return Value.Of(true);
            }
        }

        return Value.Of(false);
    }
}
