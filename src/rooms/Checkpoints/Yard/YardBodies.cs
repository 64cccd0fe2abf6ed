using System.Text.Json;
using System.Text.Json.Serialization;
using RedVest.Kernel;

namespace RedVest.Checkpoints.Yard;

/// <summary>What a yard records of a held person (protocol §6). The subject is the passage; each kind has the members it needs.</summary>
internal sealed record YardBody
{
    public required Guid Checkpoint { get; init; }

    /// <summary>The occupant of the passage; 0: somebody whom nobody registered.</summary>
    public required int N { get; init; }

    /// <summary>Of a sample: nucleic, antigen.</summary>
    public string? Sample { get; init; }

    /// <summary>Of a sample: number of the tube or bag, if it has one.</summary>
    public string? Tube { get; init; }

    /// <summary>Of a sample: the person went on right after it. The number stays, for tracing.</summary>
    public bool Go { get; init; }

    /// <summary>negative, positive, invalid.</summary>
    public string? Result { get; init; }

    /// <summary>food, toilet, medicine, warm, other.</summary>
    public string? Need { get; init; }

    /// <summary>The record in which the need was told.</summary>
    public Guid? Served { get; init; }

    public Guid? Station { get; init; }

    public string? Next { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How it ended.</summary>
    public string? Reason { get; init; }

    /// <summary>Where to, or to whom.</summary>
    public string? To { get; init; }

    public string? Note { get; init; }
}

/// <summary>How bodies of the yard are read and written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    MaxDepth = 16,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(YardBody))]
internal sealed partial class YardJson : JsonSerializerContext;

/// <summary>The kinds of records a yard makes.</summary>
internal static class YardKinds
{
    public const string Prefix = "yard.";
    public const string Taken = "yard.taken";
    public const string Sampled = "yard.sampled";
    public const string Result = "yard.result";
    public const string Need = "yard.need";
    public const string Served = "yard.served";
    public const string Moved = "yard.moved";
    public const string Next = "yard.next";
    public const string Ended = "yard.ended";
}

/// <summary>A record of the yard as read.</summary>
/// <param name="Sealed">The body encrypted for its row.</param>
internal sealed record YardContent(YardBody Body, byte[] Sealed);
