using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Kernel;

namespace RedVest.Checkpoints.Passages;

/// <summary>A document as presented at the lane.</summary>
/// <param name="Kind">resident-id, passport, hmt-permit, hmt-residence, foreign-residence, other.</param>
internal sealed record DocumentSaid(string Kind, string Number);

/// <summary>A test as seen on paper or screen, or read from a signed code.</summary>
/// <param name="Result">negative, positive, unknown.</param>
/// <param name="Source">seen; what a signed code says is read from the code and never believed from here.</param>
internal sealed record TestSaid(string Result, DateTimeOffset? SampledAt = null, DateTimeOffset? ReportedAt = null, string Source = "seen");

/// <summary>A stay of the past days, as told at the lane.</summary>
/// <param name="Region">Six digits of GB/T 2260.</param>
/// <param name="LastDay">The last local day there.</param>
internal sealed record StaySaid(string Region, DateOnly LastDay);

/// <summary>One person of a passage, as the lane recorded it (protocol §6).</summary>
/// <param name="N">1, 2, 3 … within the passage.</param>
/// <param name="Role">driver, passenger, pedestrian.</param>
/// <param name="Way">How the person was identified: card, code, pass, self, proxy, manual, known, none.</param>
/// <param name="Person">Only from an answer of recognition.</param>
/// <param name="TemperatureTenths">Tenths of a degree Celsius, 340 to 430.</param>
/// <param name="HealthCode">green, yellow, red, grey, none.</param>
/// <param name="OriginRegion">Six digits of GB/T 2260.</param>
/// <param name="Stays">Null: nobody asked. Empty: none outside of home.</param>
/// <param name="Itinerary">clear, starred, none, foreign.</param>
/// <param name="VenueCode">Whether the post's venue code was scanned.</param>
/// <param name="Companions">How many travel along, as told.</param>
/// <param name="Visitor">visitor, returnee; null: lives here, or nobody asked.</param>
/// <param name="Answers">To the gate's own questions, by item.</param>
internal sealed record OccupantSaid(
    int N,
    string Role,
    string Way,
    Guid? Person = null,
    DocumentSaid? Document = null,
    string? Code = null,
    string? Name = null,
    string? Phone = null,
    int? TemperatureTenths = null,
    string? TemperatureMethod = null,
    string? HealthCode = null,
    TestSaid? Test = null,
    string? OriginRegion = null,
    bool? Mask = null,
    string? Note = null,
    IReadOnlyList<StaySaid>? Stays = null,
    string? Itinerary = null,
    bool? VenueCode = null,
    int? Companions = null,
    string? Visitor = null,
    IReadOnlyDictionary<string, bool>? Answers = null);

/// <summary>The vehicle of a passage; null in the body stands for pedestrians.</summary>
internal sealed record VehicleSaid(string? Plate, string? PlateColour = null, bool PlateUnreadable = false, string? Kind = null);

internal sealed record PackSaid(string Id, int Version);

/// <summary>The gate template whose items were asked.</summary>
internal sealed record GateSaid(string Id, int Version);

/// <summary>What was proposed for one occupant.</summary>
/// <param name="Rules">Rule ids, strictest first: the deciding rule is the first.</param>
/// <param name="Name">Masked.</param>
/// <param name="Tail">Last four characters of the document.</param>
internal sealed record OccupantProposal(
    int N,
    string Verdict,
    bool MustLook,
    IReadOnlyList<string> Rules,
    string? Name = null,
    string? Tail = null,
    bool Recognised = false,
    IReadOnlyList<StandingSaid>? Standing = null,
    PassSaid? Pass = null);

/// <summary>The pass of an occupant, as the lane is told.</summary>
/// <param name="State">active, suspended, ended, expired, not-yet, other-post, other-time, other-person.</param>
/// <param name="Until">Its last local day.</param>
internal sealed record PassSaid(string Number, string State, DateOnly Until);

internal sealed record StandingSaid(string Facet, string Value, DateTimeOffset? Until = null);

/// <summary>What the rules propose for a passage: the strictest of its occupants.</summary>
internal sealed record ProposalSaid(
    string Verdict, bool MustLook, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] PackSaid? Pack, IReadOnlyList<OccupantProposal> Occupants, DateTimeOffset? BundleAsOf = null);

internal abstract record LaneBody
{
    public Guid Lane { get; init; }

    public Guid Checkpoint { get; init; }
}

internal sealed record ArrivedBody : LaneBody
{
    public string? Plate { get; init; }
}

internal sealed record CheckStartedBody : LaneBody
{
    public required string Direction { get; init; }

    public required string Category { get; init; }

    /// <summary>Milliseconds since 1970 on the device's clock when the officer began.</summary>
    public long? StartedWall { get; init; }

    public VehicleSaid? Vehicle { get; init; }

    public required IReadOnlyList<OccupantSaid> Occupants { get; init; }

    /// <summary>The facts the device decided with, one object an occupant.</summary>
    public IReadOnlyList<JsonElement>? Facts { get; init; }

    public ProposalSaid? Proposal { get; init; }

    public PackSaid? Pack { get; init; }

    public GateSaid? Gate { get; init; }

    /// <summary>The vehicle was disinfected at this passage.</summary>
    public bool Disinfected { get; init; }
}

internal sealed record GivenVerdict(int N, string Given, string? Reason = null);

internal sealed record VerdictBody : LaneBody
{
    public bool Emergency { get; init; }

    public required string Given { get; init; }

    public bool MustLook { get; init; }

    public IReadOnlyList<GivenVerdict> Occupants { get; init; } = [];

    public ProposalSaid? DeviceProposal { get; init; }

    public ProposalSaid? ServerProposal { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whose proposal the officer saw: server, device, none.</summary>
    public string? Shown { get; init; }

    [JsonIgnore]
    public ProposalSaid? ShownProposal => Shown switch
    {
        "server" => ServerProposal,
        "device" => DeviceProposal,
        _ => null,
    };
}

internal sealed record LeftBody : LaneBody;

internal sealed record CorrectionBody : LaneBody
{
    public Guid Corrects { get; init; }

    public required JsonElement Changes { get; init; }

    public required string Reason { get; init; }
}

internal sealed record QueueBody : LaneBody
{
    public int Length { get; init; }
}

/// <summary>A lane is opened or closed.</summary>
internal sealed record LaneStateBody : LaneBody
{
    public required bool Open { get; init; }

    public string? Reason { get; init; }
}

/// <summary>How bodies are read and written. Members unknown here are kept in the stored bytes, so nothing is lost of what a newer app says.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 16,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ArrivedBody))]
[JsonSerializable(typeof(CheckStartedBody))]
[JsonSerializable(typeof(VerdictBody))]
[JsonSerializable(typeof(LeftBody))]
[JsonSerializable(typeof(CorrectionBody))]
[JsonSerializable(typeof(QueueBody))]
[JsonSerializable(typeof(LaneStateBody))]
[JsonSerializable(typeof(ProposalSaid))]
internal sealed partial class BodyJson : JsonSerializerContext;
