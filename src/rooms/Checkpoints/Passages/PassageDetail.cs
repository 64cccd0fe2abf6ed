using System.Text.Json.Nodes;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Personal;
using RedVest.Kernel.Rules;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Passages;

/// <summary>All of one passage, persons masked: who, what was known, which rules were tried, what every record said.</summary>
public sealed record PassageDetail : PassageRow
{
    private PassageDetail(PassageRow row)
        : base(row)
    {
    }

    public required Guid CheckpointId { get; init; }

    /// <summary>Null for pedestrians.</summary>
    public required VehicleSeen? Vehicle { get; init; }

    /// <summary>What the server proposed when the check reached it.</summary>
    public required string? Proposed { get; init; }

    public required IReadOnlyList<OccupantSeen> Occupants { get; init; }

    /// <summary>In the order they happened.</summary>
    public required IReadOnlyList<EventSeen> Events { get; init; }

    /// <summary>By which the server decided; null: none was in force.</summary>
    public required PackSeen? Pack { get; init; }

    /// <summary>Where the officer gave another verdict than the proposal that was shown.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>Who was released although the server knew of a stricter outcome.</summary>
    public required IReadOnlyList<Restriction> Restrictions { get; init; }

    public sealed record VehicleSeen(string? Plate, string? PlateColour, string? Kind, bool Unusual);

    /// <summary>By whose items the persons were asked; null: no gate was.</summary>
    public required GateTemplate? Gate { get; init; }

    /// <summary>What other passages make doubtful about this one. A hint for a person, never a refusal.</summary>
    public required IReadOnlyList<DoubtSeen> Doubts { get; init; }

    public sealed record PackSeen(string Id, int Version);

    /// <param name="Kind">plate-shared, person-elsewhere.</param>
    /// <param name="N">The occupant; null: the vehicle.</param>
    /// <param name="Other">The other passage.</param>
    /// <param name="Between">Seconds between the two; 0 when they overlap.</param>
    /// <param name="Needed">Seconds that it takes at least.</param>
    public sealed record DoubtSeen(string Kind, int? N, Guid Other, DateTimeOffset OtherAt, Guid OtherPost, int Between, int Needed);

    /// <param name="N">1, 2, 3 … within the passage.</param>
    /// <param name="Rules">In the order of trial; none when no pack was in force.</param>
    /// <param name="Facts">What the server decided with: the document of the facts schema.</param>
    /// <param name="Standing">What stands of the person now.</param>
    public sealed record OccupantSeen(
        int N, string Role, string Way, string? Name, string? Tail, int? TemperatureTenths, string? HealthCode, string? Proposed, string? Verdict, bool MustLook,
        string? Reason, IReadOnlyList<string> Failed, IReadOnlyList<string> Unchecked, string? Visitor, IReadOnlyList<RuleSaid> Rules, JsonObject Facts, IReadOnlyList<StandingSeen> Standing, Guid? Person);

    public sealed record StandingSeen(string Facet, string Value, DateTimeOffset? Until);

    /// <param name="DeviceId">Null: written in the office, by <paramref name="ByUser"/>.</param>
    /// <param name="Officer">Name of the officer; null when nobody was named.</param>
    /// <param name="DeviceWall">What the device's clock said, milliseconds since 1970; null from the office.</param>
    /// <param name="Body">As sent, personal parts masked.</param>
    /// <param name="SupersededBy">The correction that stands over it.</param>
    public sealed record EventSeen(
        Guid Id, string Kind, long Seq, Guid? DeviceId, string? ByUser, string? Officer, DateTimeOffset EventTime, bool Estimated, DateTimeOffset ReceivedAt,
        long? DeviceWall, JsonObject Body, Guid? SupersededBy);

    /// <param name="N">The occupant; null: the passage as a whole.</param>
    /// <param name="Shown">Whose proposal was shown: server or device.</param>
    public sealed record Difference(int? N, string Given, string Proposed, string? Reason, string? Shown);

    public sealed record Restriction(int N, Guid Event, DateTimeOffset At, string Given, string Known, IReadOnlyList<string> Rules);

    internal static PassageDetail Of(PassageRow row, PassageParts parts)
    {
        var (passage, verdict) = (parts.Passage, parts.Events.Verdict);
        return new PassageDetail(row)
        {
            CheckpointId = passage.Checkpoint,
            Vehicle = passage.HasVehicle ? new VehicleSeen(passage.Plate, parts.Vehicle?.PlateColour, parts.Vehicle?.Kind, parts.Vehicle?.Unusual ?? false) : null,
            Proposed = passage.Proposed,
            Occupants = [.. parts.Occupants.Select(o => Occupant(o, parts))],
            Events = [.. parts.Events.All.Select(e => Event(e, parts))],
            Gate = parts.Gate,
            Doubts = [.. parts.Doubts.Select(d => new DoubtSeen(d.Kind, d.N == 0 ? null : d.N, d.Other, d.OtherAt, d.OtherPost, d.BetweenSeconds, d.NeededSeconds))],
            Pack = passage is { PackId: { } id, PackVersion: { } version } ? new PackSeen(id, version) : null,
            Differences = verdict is null ? [] : [.. DifferencesOf(verdict)],
            Restrictions = [.. parts.Restricted.Select(r => new Restriction(r.N, r.Event, r.At, r.Given, r.Known, r.Rules.Split(' ', StringSplitOptions.RemoveEmptyEntries)))],
        };
    }

    private static OccupantSeen Occupant(Occupant o, PassageParts parts)
    {
        var facts = o.Facts is null ? null : Facts.ParseKept(CheckFacts.Schema, o.Facts);
        return new OccupantSeen(
            o.N, o.Role, o.Way, string.IsNullOrWhiteSpace(o.Name) ? null : Masking.Name(o.Name), o.Tail, o.TemperatureTenths, o.HealthCode, o.Proposed, o.Verdict,
            o.MustLook, o.Reason, Words.Of(o.Failed), Words.Of(o.Unchecked), o.Visitor,
            facts is null || parts.Pack is null ? [] : Explanation.Of(parts.Pack, facts),
            JsonNode.Parse(facts?.ToJson() ?? "{}")!.AsObject(),
            [.. parts.Standing.Where(s => s.Person == o.Person).Select(s => new StandingSeen(s.Facet, s.Value, s.ValidTo))],
            o.Person);
    }

    private static EventSeen Event(LaneEvent e, PassageParts parts) => new(
        e.Id, e.Kind, e.Seq, e.Device,
        e.ByUser is { } user ? parts.Names.GetValueOrDefault(user) : null,
        e.Officer is { } officer ? parts.Names.GetValueOrDefault(officer, officer.ToString()) : null,
        e.EventTime, e.Estimated, e.ReceivedAt, e.Device is null ? null : e.DeviceWall, MaskedBody.Of(parts.Events.Body(e)), parts.Events.SupersededBy(e));

    /// <summary>Person by person; the whole only when no person explains it.</summary>
    internal static IEnumerable<Difference> DifferencesOf(VerdictBody verdict)
    {
        if (verdict.Emergency || verdict.ShownProposal is not { } shown)
            return [];
        var persons = verdict.Occupants
            .Join(shown.Occupants, g => g.N, p => p.N, (given, proposal) => (given, proposal))
            .Where(x => x.given.Given != x.proposal.Verdict)
            .Select(x => new Difference(x.given.N, x.given.Given, x.proposal.Verdict, x.given.Reason ?? verdict.Reason, verdict.Shown))
            .ToList();
        return persons.Count == 0 && verdict.Given != shown.Verdict ? [new Difference(null, verdict.Given, shown.Verdict, verdict.Reason, verdict.Shown)] : persons;
    }
}

/// <summary>What is read to show one passage.</summary>
/// <param name="Pack">As recorded; null when it is not installed here any more, or none was in force.</param>
/// <param name="Standing">Of its persons, what stands now.</param>
/// <param name="Names">Of officers and users by id.</param>
internal sealed record PassageParts(
    Passage Passage,
    IReadOnlyList<Occupant> Occupants,
    PassageEvents Events,
    Pack? Pack,
    Vehicle? Vehicle,
    IReadOnlyList<Standing> Standing,
    IReadOnlyList<ReleasedWhileRestricted> Restricted,
    IReadOnlyDictionary<Guid, string> Names)
{
    public GateTemplate? Gate { get; init; }

    public IReadOnlyList<Doubt> Doubts { get; init; } = [];
}
