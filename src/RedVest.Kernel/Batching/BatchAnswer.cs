using System.Diagnostics.CodeAnalysis;

namespace RedVest.Kernel.Batching;

/// <summary>What a caller of the batcher hears: its outcome, committed; or that it must come back later (503 with Retry-After).</summary>
/// <remarks>After <see cref="Busy"/> an item may have been stored all the same: the resend is then answered "already stored".</remarks>
public readonly record struct BatchAnswer<TOutcome>
    where TOutcome : class
{
    private BatchAnswer(TOutcome? outcome, TimeSpan retryAfter) => (Outcome, RetryAfter) = (outcome, retryAfter);

    /// <summary>Null when busy.</summary>
    public TOutcome? Outcome { get; }

    /// <summary>How long to stay away, in whole seconds; zero when done.</summary>
    public TimeSpan RetryAfter { get; }

    [MemberNotNullWhen(false, nameof(Outcome))]
    public bool IsBusy => Outcome is null;

    internal static BatchAnswer<TOutcome> Done(TOutcome outcome) => new(outcome, TimeSpan.Zero);

    internal static BatchAnswer<TOutcome> Busy(TimeSpan retryAfter) =>
        new(null, TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(retryAfter.TotalSeconds), 1, 60)));
}
