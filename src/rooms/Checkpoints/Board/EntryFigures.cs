using System.Linq.Expressions;
using RedVest.Checkpoints.Passages;
using RedVest.Kernel.Figures;

namespace RedVest.Checkpoints.Board;

/// <summary>The figures of entry: what passed, what was said to it, how long it took, who waits.</summary>
internal sealed class EntryFigures : IFigureSource
{
    /// <summary>What a counted figure counts of the passages it takes.</summary>
    internal enum Counts
    {
        Vehicles,
        Persons,
        Referred,
        Passages,
    }

    /// <summary>A figure that is a count, with the passages behind it.</summary>
    internal sealed record Counted(Figure Figure, Counts What, Expression<Func<Passage, bool>> Of);

    public static readonly Figure P50 = new("entry.seconds-p50", "seconds", "day", 1, RollUp.Histogram);
    public static readonly Figure P90 = new("entry.seconds-p90", "seconds", "day", 1, RollUp.Histogram);
    public static readonly Figure Queue = new("entry.queue", "vehicles", "snapshot", 1, RollUp.Sum);
    public static readonly Figure QueueMax = new("entry.queue-max", "vehicles", "day", 1, RollUp.Max);

    public static readonly Figure WaitP50 = new("entry.wait-p50", "seconds", "day", 1, RollUp.Histogram);
    public static readonly Figure WaitP90 = new("entry.wait-p90", "seconds", "day", 1, RollUp.Histogram);
    public static readonly Figure Recognised = new("entry.recognised", "percent", "day", 1, RollUp.Share);
    public static readonly Figure InYard = new("entry.in-yard", "persons", "snapshot", 1, RollUp.Sum);
    public static readonly Figure FreightOpen = new("entry.freight-open", "vehicles", "snapshot", 1, RollUp.Sum);
    public static readonly Figure FreightOverdue = new("entry.freight-overdue", "vehicles", "snapshot", 1, RollUp.Sum);

    public static readonly Figure FreightRegistered = new("entry.freight-registered", "vehicle-times", "day", 1, RollUp.Sum);
    public static readonly Figure FreightClosed = new("entry.freight-closed", "vehicle-times", "day", 1, RollUp.Sum);

    /// <summary>How somebody is identified without typing.</summary>
    public static readonly IReadOnlyList<string> WaysWithoutTyping = ["card", "code", "pass", "known", "self"];

    /// <summary>The share of persons who were identified in one of these ways.</summary>
    public static readonly IReadOnlyList<(Figure Figure, IReadOnlyList<string> Ways)> WayShares =
    [
        (Recognised, WaysWithoutTyping),
        (new Figure("entry.share.known", "percent", "day", 1, RollUp.Share), ["known", "pass"]),
        (new Figure("entry.share.self", "percent", "day", 1, RollUp.Share), ["self"]),
        (new Figure("entry.share.assisted", "percent", "day", 1, RollUp.Share), ["proxy", "manual"]),
        (new Figure("entry.share.code", "percent", "day", 1, RollUp.Share), ["code"]),
        (new Figure("entry.share.card", "percent", "day", 1, RollUp.Share), ["card"]),
    ];

    public static readonly Figure ByPass = new("entry.by-pass", "person-times", "day", 1, RollUp.Sum);
    public static readonly Figure Repeat = new("entry.repeat", "percent", "day", 1, RollUp.Share);

    public static readonly Counted Vehicles = Day("entry.vehicles", Counts.Vehicles, p => p.Verdict != null && p.HasVehicle);
    public static readonly Counted Persons = Day("entry.persons", Counts.Persons, p => p.Verdict != null);
    public static readonly Counted Referred = Day("entry.tests", Counts.Referred, p => p.Verdict != null && p.Referred > 0);

    /// <summary>All counted figures, in the order of a board.</summary>
    public static readonly IReadOnlyList<Counted> All =
    [
        Vehicles,
        Persons,
        Referred,
        Day("entry.held", Counts.Passages, p => p.Verdict == Verdicts.Hold),
        Day("entry.referred-to-clinic", Counts.Passages, p => p.Verdict == Verdicts.Refer),
        Day("entry.turned-back", Counts.Passages, p => p.Verdict == Verdicts.TurnBack),
        Day("entry.emergencies", Counts.Passages, p => p.Verdict != null && p.Emergency),
        Day("entry.must-look", Counts.Passages, p => p.Verdict != null && p.MustLook),
        Day("entry.differs", Counts.Passages, p => p.Differs),
        Day("entry.corrected", Counts.Passages, p => p.Corrected),
        Day("entry.released-while-restricted", Counts.Passages, p => p.ReleasedWhileRestricted),
        Day("entry.disagrees", Counts.Passages, p => p.Disagrees),
        Day("entry.visitors", Counts.Passages, p => p.Verdict != null && p.Flags != null && (p.Flags.Contains(" visitor ") || p.Flags.Contains(" returnee "))),
        Day("entry.plate-shared", Counts.Passages, p => p.Verdict != null && ((p.Flags != null && p.Flags.Contains(" plate-shared ")) || (p.Doubts != null && p.Doubts.Contains(" plate-shared ")))),
        Day("entry.person-elsewhere", Counts.Passages, p => p.Doubts != null && p.Doubts.Contains(" person-elsewhere ")),
        new(new Figure("entry.in-check", "records", "snapshot", 1, RollUp.Sum), Counts.Passages, p => p.Verdict == null && p.LeftAt == null),
    ];

    public IReadOnlyList<Figure> Figures { get; } = [.. All.Select(c => c.Figure), P50, P90, Queue, QueueMax, WaitP50, WaitP90, .. WayShares.Select(w => w.Figure), ByPass, Repeat, InYard, FreightOpen, FreightOverdue, FreightRegistered, FreightClosed, .. FailedItems.Shipped];

    /// <summary>A figure by its key; also of an item that only an owner's own gate asks.</summary>
    public Figure? Find(string key) => Figures.FirstOrDefault(f => f.Key == key) ?? (FailedItems.ItemOf(key) is { } item ? FailedItems.FigureOf(item) : null);

    private static Counted Day(string key, Counts what, Expression<Func<Passage, bool>> of)
    {
        var unit = what switch
        {
            Counts.Vehicles => "vehicle-times",
            Counts.Persons or Counts.Referred => "person-times",
            Counts.Passages => "records",
        };
        return new Counted(new Figure(key, unit, "day", 1, RollUp.Sum), what, of);
    }
}
