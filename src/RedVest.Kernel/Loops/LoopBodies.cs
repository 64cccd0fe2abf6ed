using System.Text.Json;
using System.Text.Json.Serialization;

namespace RedVest.Kernel.Loops;

/// <summary>What a record says of a loop (protocol §6). The subject is the loop; each kind has the members it needs.</summary>
internal sealed record LoopBody
{
    /// <summary>How it ended.</summary>
    public string? Reason { get; init; }

    public string? Next { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The loop it rides in from now on.</summary>
    public Guid? Carrier { get; init; }
}

/// <summary>How bodies of loops are read and written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 8,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(LoopBody))]
internal sealed partial class LoopJson : JsonSerializerContext;

/// <summary>Records about loops of any kind, from either side.</summary>
internal static class LoopRecordKinds
{
    public const string Prefix = "loop.";
    public const string Taken = "loop.taken";
    public const string Returned = "loop.returned";
    public const string Moved = "loop.moved";
    public const string Boarded = "loop.boarded";
    public const string Alighted = "loop.alighted";
    public const string Ended = "loop.ended";
}
