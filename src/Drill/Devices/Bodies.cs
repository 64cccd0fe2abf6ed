using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Drill.Devices;

// What the lane records: docs/protocol.md §6. Members that the protocol marks with `?` are left out when null, the others are sent as null.

internal sealed record ArrivedBody(Guid Lane, Guid Checkpoint, string? Plate);

internal sealed record CheckStartedBody(
    Guid Lane,
    Guid Checkpoint,
    string Direction,
    string Category,
    long? StartedWall,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] VehicleSaid? Vehicle,
    IReadOnlyList<OccupantSaid> Occupants,
    IReadOnlyList<JsonElement>? Facts = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Proposal = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Pack = null,
    GateSaid? Gate = null);

/// <summary>Whose items were asked.</summary>
internal sealed record GateSaid(string Id, int Version);

internal sealed record VehicleSaid(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Plate, string? PlateColour, bool PlateUnreadable, string? Kind);

internal sealed record OccupantSaid(
    int N,
    string Role,
    string Way,
    Guid? Person,
    DocumentSaid? Document,
    string? Name,
    string? Phone,
    int? TemperatureTenths,
    string? TemperatureMethod,
    string? HealthCode,
    TestSaid? Test,
    string? OriginRegion,
    bool? Mask,
    string? Itinerary = null,
    bool? VenueCode = null);

internal sealed record DocumentSaid(string Kind, string Number);

internal sealed record TestSaid(string Result, string? SampledAt, string? ReportedAt, string Source);

internal sealed record VerdictBody(
    Guid Lane,
    Guid Checkpoint,
    bool Emergency,
    string Given,
    bool MustLook,
    IReadOnlyList<GivenVerdict> Occupants,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? DeviceProposal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? ServerProposal,
    string? Reason,
    string Shown);

internal sealed record GivenVerdict(int N, string Given, string? Reason = null);

internal sealed record LeftBody(Guid Lane, Guid Checkpoint);

internal sealed record CorrectionBody(Guid Lane, Guid Checkpoint, Guid Corrects, object Changes, string Reason);

internal sealed record QueueBody(Guid Lane, Guid Checkpoint, int Length);

/// <summary>A proposal as the drill reads it; the JSON itself goes back unchanged in the verdict.</summary>
internal sealed record ProposalRead(string Verdict, bool MustLook, IReadOnlyList<ProposalRead.Person> Occupants)
{
    internal sealed record Person(int N, string Verdict, bool MustLook);
}
