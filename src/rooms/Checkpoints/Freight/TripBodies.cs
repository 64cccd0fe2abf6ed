using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel;
using RedVest.Registry.Identifiers;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Freight;

/// <summary>Somebody in the cab, as announced.</summary>
/// <param name="Role">driver, crew.</param>
internal sealed record CrewSaid(int N, string Role, string? Name = null, string? Phone = null, DocumentSaid? Document = null);

/// <summary>Whom to call at the consignee's.</summary>
internal sealed record ContactSaid(string? Name = null, string? Phone = null);

/// <summary>What is recorded of a freight trip (protocol §6). The subject is the trip; each kind has the members it needs.</summary>
internal sealed record TripBody
{
    /// <summary>The post the trip belongs to: where it comes in.</summary>
    public required Guid Checkpoint { get; init; }

    public string? Consignor { get; init; }

    public string? Consignee { get; init; }

    public ContactSaid? Contact { get; init; }

    public string? Goods { get; init; }

    /// <summary>The plate of the lorry, or of the tractor of an articulated train.</summary>
    public string? Plate { get; init; }

    public string? Trailer { get; init; }

    public IReadOnlyList<CrewSaid>? Crew { get; init; }

    /// <summary>The national permit: 12 digits.</summary>
    public string? Permit { get; init; }

    /// <summary>Six digits of GB/T 2260.</summary>
    public string? From { get; init; }

    /// <summary>Six digits of GB/T 2260.</summary>
    public string? To { get; init; }

    public string? Route { get; init; }

    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>Hours from entry until the lorry must be out again; usually 24.</summary>
    public int? Hours { get; init; }

    /// <summary>The lane's record of the lorry, at entry or at exit.</summary>
    public Guid? Passage { get; init; }

    public string? Seal { get; init; }

    /// <summary>Whether the seal was whole.</summary>
    public bool? Intact { get; init; }

    /// <summary>The id of a file that is on its way, or there.</summary>
    public Guid? Photo { get; init; }

    /// <summary>SHA-256 of the file, base64url.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Who escorts: the consignee's fetcher, a patrol car.</summary>
    public string? Escort { get; init; }

    public string? Reason { get; init; }

    public string? Note { get; init; }
}

/// <summary>How bodies of trips are read and written.</summary>
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
[JsonSerializable(typeof(TripBody))]
internal sealed partial class TripJson : JsonSerializerContext;

/// <summary>The kinds of records of trips.</summary>
internal static class TripKinds
{
    public const string Prefix = "trips.";
    public const string Announced = "trips.announced";
    public const string Entered = "trips.entered";
    public const string Sealed = "trips.sealed";
    public const string SealChecked = "trips.seal-checked";
    public const string Escorted = "trips.escorted";
    public const string Loading = "trips.loading";
    public const string Returning = "trips.returning";
    public const string Exit = "trips.exit";
    public const string Closed = "trips.closed";
}

/// <summary>A record of a trip as read, outside of the batch.</summary>
/// <param name="Plate">Canonical; null when none was said.</param>
/// <param name="Evidence">By crew number: who showed a document.</param>
/// <param name="Sealed">The body encrypted for its row.</param>
internal sealed record TripContent(TripBody Body, Plate? Plate, Plate? Trailer, IReadOnlyDictionary<int, PersonEvidence> Evidence, byte[] Sealed);
