using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Checkpoints.Queue;

/// <summary>The kinds of records a marshaller makes; the subject of each is the lane.</summary>
internal static class TallyKinds
{
    public const string Prefix = "tally.";
    public const string Arrived = "tally.arrived";
    public const string GaveUp = "tally.gave-up";
    public const string Undone = "tally.undone";
}

/// <summary>What every press says: where.</summary>
internal record TallyBody
{
    public required Guid Checkpoint { get; init; }

    public required Guid Lane { get; init; }
}

/// <param name="Undoes">The press that was a mistake.</param>
internal sealed record TallyUndoneBody(Guid Undoes) : TallyBody;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 4,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TallyBody))]
[JsonSerializable(typeof(TallyUndoneBody))]
internal sealed partial class TallyJson : JsonSerializerContext;
