namespace RedVest.Kernel.Sync;

/// <summary>One push of a device, read and parsed; an item of the batch.</summary>
/// <param name="Id">The device's id of this push; names it in the audit.</param>
/// <param name="Epoch">The epoch the device knows.</param>
/// <param name="Records">In the order of their numbers.</param>
/// <param name="SessionFrom">When the session was opened: older records need the batch's signature.</param>
/// <param name="Signed">The batch carried a good signature of the device's key.</param>
internal sealed record Push(
    Guid Id,
    int Owner,
    Guid Device,
    int Epoch,
    IReadOnlyList<Anchor> Anchors,
    IReadOnlyList<IncomingRecord> Records,
    DateTimeOffset SessionFrom,
    bool Signed,
    DateTimeOffset ReceivedAt);

/// <summary>What a push is answered. <see cref="Refusal"/> stands for the whole push: nothing of it was looked at.</summary>
internal sealed record PushAnswer(
    string? Refusal, int Epoch, long Revision, SequenceRanges Numbers, IReadOnlyList<RecordResult> Results)
{
    public static PushAnswer Refuse(string code) => new(code, 0, 0, SequenceRanges.Empty, []);
}

internal sealed record RecordResult(IncomingRecord Record, RecordAnswer Answer, DateTimeOffset EventTime, bool Estimated);

/// <summary>The body of a push is not what the protocol says.</summary>
internal sealed class PushException(string code) : Exception(code)
{
    public string Code => Message;
}
