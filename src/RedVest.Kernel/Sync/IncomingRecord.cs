namespace RedVest.Kernel.Sync;

/// <summary>One record of a push: what every kind has in common, and what its room made of its body.</summary>
public sealed class IncomingRecord
{
    public required Guid Id { get; init; }

    /// <summary>The device's number, from 1, without gaps. 0: written in the office.</summary>
    public required long Seq { get; init; }

    /// <summary><c>room.what</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the record is about, for example the passage.</summary>
    public required Guid Subject { get; init; }

    public required RecordClock Clock { get; init; }

    public Guid? Officer { get; init; }

    /// <summary>The record's bytes as sent: members unknown here are in it.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The bytes of its body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>SHA-256 of <see cref="Raw"/>: the same id with another digest is a conflict.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>The device that recorded it; null in the office.</summary>
    public Guid? Device { get; init; }

    /// <summary>The user who wrote it in the office; null on a device.</summary>
    public Guid? User { get; init; }

    /// <summary>What the room's <see cref="IRecordRoom.Parse"/> made of the body.</summary>
    public object? Content { get; set; }

    /// <summary>Why the record is refused whatever the state; set when it was read.</summary>
    public string? Refusal { get; set; }

    /// <summary>When it happened, as the server computes it.</summary>
    public DateTimeOffset EventTime { get; internal set; }

    /// <summary>The event time rests on the device's wall clock.</summary>
    public bool Estimated { get; internal set; }
}

/// <summary>The clocks of a record: the life of the page, its monotonic milliseconds, the device's wall clock.</summary>
public readonly record struct RecordClock(Guid Life, long Mono, long Wall);
