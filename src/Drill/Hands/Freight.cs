using System.Collections.Concurrent;
using RedVest.Drill.Devices;
using RedVest.Drill.Lanes;
using RedVest.Drill.Plan;
using RedVest.Drill.Words;

namespace RedVest.Drill.Hands;

/// <summary>A lorry that the post answers for while it is inside.</summary>
/// <param name="Until">When it was let go; null: it is there.</param>
internal sealed record Lorry(Guid Id, string Plate, string Consignee, string Seal, DateTimeOffset Since, DateTimeOffset? Until = null);

/// <summary>
/// Registers lorries that come in to load and must be out again: half of them announced by the consignee, the others opened at the barrier; sealed,
/// escorted, loaded, and let go when the seal is whole. One seal of the day is found broken, and is said to be.
/// </summary>
internal sealed class Freight
{
    private const int MostTrips = 60;
    private static readonly TimeSpan AnnouncedBefore = TimeSpan.FromMinutes(80);
    private readonly Dictionary<string, Trip> _trips;
    private readonly OwnList _own;
    private readonly ConcurrentDictionary<Guid, Lorry> _lorries = [];

    /// <param name="plan">Which lorries come and go: those that do both on this day.</param>
    public Freight(DayPlan plan, TimeSpan from, OwnList own)
    {
        _own = own;
        _trips = plan.Passages.Where(p => p is { Category: "freight", IsEmergency: false, Vehicle.Plate: not null })
            .GroupBy(p => p.Vehicle!.Plate!) // filtered above
            .Select(g => (Plate: g.Key, In: g.FirstOrDefault(p => p.Direction == "in"), Out: g.LastOrDefault(p => p.Direction == "out")))
            .Where(x => x.In is not null && x.Out is not null && x.In.Times.Arrived > from && x.Out.Times.Arrived > x.In.Times.Left)
            .Take(MostTrips)
            .Select((x, at) => new Trip(x.Plate, at, x.In!.Times.Arrived)) // filtered above
            .ToDictionary(t => t.Plate);
        Acts.Add(_trips.Values.Where(t => t.IsAnnounced && t.Expected - AnnouncedBefore > from).Select(Announce));
    }

    public ActList Acts { get; } = new();

    /// <summary>The lorries that came in before and left later, or are there still.</summary>
    public IReadOnlyList<Lorry> InsideAt(DateTimeOffset at) => [.. _lorries.Values.Where(l => l.Since < at && !(l.Until <= at)).OrderBy(l => l.Id)];

    /// <summary>Hears of a passage at the moment of its verdict.</summary>
    public void Hear(OwnPassage passage, PassagePlan plan)
    {
        if (plan.Vehicle?.Plate is not { } plate || !_trips.TryGetValue(plate, out var trip))
            return;
        Acts.Add(plan.Direction == "in" ? Enters(trip, passage) : Leaves(trip, passage));
    }

    private Act[] Enters(Trip trip, OwnPassage passage) =>
    [
        new(At(passage, 20), device =>
        {
            if (!trip.Stands(TripState.Planned))
                return;
            Tell(device, trip, TripState.Inside, "entered", said => said with { Passage = passage.Id, Plate = trip.Plate, Consignee = trip.Consignee, Goods = trip.Goods });
            _lorries[trip.Id] = new(trip.Id, trip.Plate, trip.Consignee, trip.Seal, device.Clock.TrueTime);
        }),
        new(At(passage, 65), device => Inside(device, trip, "sealed", said => said with { Seal = trip.Seal })),
        new(At(passage, 90), device => Inside(device, trip, "escorted", said => said with { Escort = Say.Text("drill.freight.escort") })),
        new(At(passage, 18 * 60), device => Inside(device, trip, "loading")),
        new(At(passage, 36 * 60), device => Inside(device, trip, "returning")),
    ];

    private Act[] Leaves(Trip trip, OwnPassage passage) =>
    [
        new(At(passage, 2), device => Inside(device, trip, "seal-checked", said => said with { Intact = !trip.IsBreached })),
        new(At(passage, 4), device => Inside(device, trip, "exit", said => said with { Passage = passage.Id })),
        new(At(passage, 6), device =>
        {
            if (!trip.Stands(TripState.Inside))
                return;
            Tell(device, trip, TripState.Closed, "closed");
            _lorries[trip.Id] = _lorries[trip.Id] with { Until = device.Clock.TrueTime };
            _own.NoteTrip(new(trip.Id, trip.IsBreached));
        }),
    ];

    private static Act Announce(Trip trip) => new(trip.Expected - AnnouncedBefore, device => Tell(device, trip, TripState.Planned, "announced", said => said with
    {
        Plate = trip.Plate,
        Consignee = trip.Consignee,
        Goods = trip.Goods,
        ExpectedAt = Wire.Time(device.Clock.TrueTime + AnnouncedBefore),
        Permit = trip.Permit,
        Hours = 24,
    }));

    private static void Inside(LaneDevice device, Trip trip, string what, Func<TripSaid, TripSaid>? more = null)
    {
        if (trip.Stands(TripState.Inside))
            Tell(device, trip, TripState.Inside, what, more);
    }

    private static void Tell(LaneDevice device, Trip trip, TripState state, string what, Func<TripSaid, TripSaid>? more = null)
    {
        trip.State = state;
        if (trip.Id == Guid.Empty)
            trip.Id = device.NewId();
        var said = new TripSaid(device.Checkpoint);
        device.Record("trips." + what, trip.Id, more?.Invoke(said) ?? said);
    }

    private static TimeSpan At(OwnPassage passage, int seconds)
    {
        var latest = TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(400 - (seconds < 10 ? 40 * seconds : 0)); // in their order, before midnight
        return passage.Decided + TimeSpan.FromSeconds(seconds) is var at && at < latest ? at : latest;
    }

    private enum TripState
    {
        Planned,
        Inside,
        Closed,
    }

    /// <summary>One lorry's way into the county and out again.</summary>
    private sealed class Trip(string plate, int number, TimeSpan expected)
    {
        public Guid Id { get; set; }

        public TripState State { get; set; }

        public string Plate => plate;

        public TimeSpan Expected => expected;

        public bool IsAnnounced => number % 2 == 0;

        public bool IsBreached => number == 7;

        public string Consignee => Say.Text($"drill.freight.consignee.{number % 3}");

        public string Goods => Say.Text($"drill.freight.goods.{number % 3}");

        public string Seal => $"F{number + 1:D6}";

        /// <summary>Six digits of the region that issued it, six of its serial.</summary>
        public string? Permit => number % 4 == 0 ? $"140100{number + 1:D6}" : null;

        public bool Stands(TripState state) => State == state;
    }
}
