using RedVest.Drill.Plan;

namespace RedVest.Drill.Lanes;

internal enum StepKind
{
    Arrive,
    Start,
    Decide,
    RecordAfter,
    Leave,
    Correct,
}

/// <summary>One thing that somebody does at a lane.</summary>
/// <param name="At">Offset from local midnight.</param>
internal abstract record Step(TimeSpan At)
{
    internal sealed record OfPassage(TimeSpan At, StepKind Kind, PassagePlan Passage) : Step(At);

    /// <summary>Somebody counts the cars that wait at a lane.</summary>
    internal sealed record CountQueue(TimeSpan At, int Lane, int Length) : Step(At);

    private static readonly TimeSpan LastMoment = TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WorthNoting = TimeSpan.FromSeconds(45);

    public static IEnumerable<Step> Of(PassagePlan passage)
    {
        var times = passage.Times;
        if (passage.IsEmergency || times.Started - times.Arrived > WorthNoting)
            yield return new OfPassage(times.Arrived, StepKind.Arrive, passage);
        if (!passage.IsEmergency)
            yield return new OfPassage(times.Started, StepKind.Start, passage);
        yield return new OfPassage(times.Decided, StepKind.Decide, passage);
        yield return new OfPassage(times.Left, StepKind.Leave, passage);
        if (passage is { IsEmergency: true, Occupants.Count: > 0 })
            yield return new OfPassage(Later(times.Left, 40), StepKind.RecordAfter, passage);
        if (passage.Correction is not null)
            yield return new OfPassage(Later(times.Left, 90), StepKind.Correct, passage);
    }

    /// <summary>Every quarter of an hour.</summary>
    public static IEnumerable<Step> Queues(int lane, IReadOnlyList<PassagePlan> ofLane) =>
        Enumerable.Range(1, 95).Select(quarter => TimeSpan.FromMinutes(15 * quarter)).Select(at =>
            new CountQueue(at, lane, ofLane.Count(p => p.Times.Arrived <= at && at < p.Times.Started)));

    private static TimeSpan Later(TimeSpan at, int seconds) => at + TimeSpan.FromSeconds(seconds) < LastMoment ? at + TimeSpan.FromSeconds(seconds) : LastMoment;
}
