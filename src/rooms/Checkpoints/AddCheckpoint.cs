using RedVest.Checkpoints.Posts;
using RedVest.Kernel;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using RedVest.Registry;

namespace RedVest.Checkpoints;

/// <summary>Opens a checkpoint with its lanes, and enters it as a place. The place has the checkpoint's id: grants and postings name one thing.</summary>
public static class AddCheckpoint
{
    public const string FourShifts = "00:00,06:00,12:00,18:00";

    /// <param name="DivisionCode">12 digits, in the owner's area.</param>
    /// <param name="Kind">One of <see cref="PostWords"/>, or a new word.</param>
    /// <param name="ShiftStarts">Local times, ascending: <see cref="FourShifts"/>.</param>
    public sealed record Request(int Owner, Guid Id, string Kind, DisplayName Name, long DivisionCode, string ShiftStarts, IReadOnlyList<NewLane> Lanes)
    {
        /// <summary>What the post is made of besides its lanes.</summary>
        public IReadOnlyList<NewStation> Stations { get; init; } = [];

        /// <summary><c>07:00-23:00</c>, local; null: round the clock.</summary>
        public string? Hours { get; init; }

        /// <summary>The counterpart on the other side of the border.</summary>
        public string? Neighbour { get; init; }

        /// <summary>Degrees, WGS-84; both or neither.</summary>
        public double? Latitude { get; init; }

        /// <inheritdoc cref="Latitude"/>
        public double? Longitude { get; init; }
    }

    /// <param name="Number">1 to 99, unique at its checkpoint.</param>
    /// <param name="Direction">in or out.</param>
    /// <param name="Category">Whom it is meant for: a category of passage, or any.</param>
    /// <param name="Positions">Cars checked in a row, 1 to 9.</param>
    public sealed record NewLane(Guid Id, int Number, DisplayName Name, string Direction, string Category, bool IsOpen = true, int Positions = 1);

    /// <param name="Number">1 to 99, unique at its checkpoint.</param>
    /// <param name="Kind">One of <see cref="PostWords"/>, or a new word.</param>
    /// <param name="Zone">clean, buffer or contaminated.</param>
    /// <param name="Capacity">Persons at once; null: not counted.</param>
    /// <param name="Invented">The sources do not name it: the demo made it up, and screens say so.</param>
    public sealed record NewStation(Guid Id, int Number, string Kind, DisplayName Name, string Zone = PostWords.Clean, int? Capacity = null, bool Invented = false);

    /// <exception cref="ActRefusedException"><see cref="Refusal(Request)"/> says why.</exception>
    public static async Task RunAsync(RedVestDb db, Caller me, Request request, CancellationToken cancellationToken)
    {
        ActRefusedException.ThrowIf(Refusal(request));
        await db.WriteAsync(request.Owner, me.Did("checkpoint-added", request.Id, new { lanes = request.Lanes.Select(l => l.Id) }), write =>
        {
            db.Add(new Place
            {
                Owner = request.Owner,
                Id = request.Id,
                Kind = "checkpoint",
                NameZh = request.Name.Zh,
                NameEn = request.Name.En,
                DivisionCode = request.DivisionCode,
            });
            db.Add(new Checkpoint
            {
                Owner = request.Owner,
                Id = request.Id,
                Kind = request.Kind,
                NameZh = request.Name.Zh,
                NameEn = request.Name.En,
                DivisionCode = request.DivisionCode,
                ShiftStarts = request.ShiftStarts,
                PlaceId = request.Id,
                Hours = request.Hours,
                Neighbour = request.Neighbour,
                Latitude = request.Latitude,
                Longitude = request.Longitude,
            });
            db.AddRange(request.Lanes.Select(l => new Lane
            {
                Owner = request.Owner,
                Id = l.Id,
                CheckpointId = request.Id,
                Number = l.Number,
                NameZh = l.Name.Zh,
                NameEn = l.Name.En,
                Direction = l.Direction,
                Category = l.Category,
                IsOpen = l.IsOpen,
                Positions = l.Positions,
            }));
            db.AddRange(request.Stations.Select(s => new Station
            {
                Owner = request.Owner,
                Id = s.Id,
                CheckpointId = request.Id,
                Number = s.Number,
                Kind = s.Kind,
                NameZh = s.Name.Zh,
                NameEn = s.Name.En,
                Zone = s.Zone,
                Capacity = s.Capacity,
                Invented = s.Invented,
            }));
            write.RaiseRevision();
            return Task.FromResult(true);
        }, cancellationToken);
    }

    /// <summary>Why it cannot be opened so; null when it can.</summary>
    public static string? Refusal(Request request) =>
        !request.Name.IsName ? "name-wrong"
        : !PostWords.IsWord(request.Kind) ? "kind-wrong"
        : !DivisionRange.OfOwner(request.Owner).Contains(request.DivisionCode) ? "division-elsewhere"
        : ShiftTable.Parse(request.ShiftStarts) is null ? "shifts-wrong"
        : request.Hours is not null && PostHours.Parse(request.Hours) is null ? "hours-wrong"
        : request.Neighbour?.Length > 100 ? "text-too-long"
        : request is { Latitude: null } != request is { Longitude: null } || (request.Latitude is not null && GeoPoint.Of(request.Latitude, request.Longitude) is null) ? "location-wrong"
        : request.Lanes.Select(Refusal).Concat(request.Stations.Select(Refusal)).FirstOrDefault(r => r is not null)
        ?? (request.Lanes.DistinctBy(l => l.Number).Count() != request.Lanes.Count ? "lane-number-wrong"
        : request.Stations.DistinctBy(s => s.Number).Count() != request.Stations.Count ? "station-number-wrong"
        : null);

    /// <summary>Why a lane cannot be so; null when it can.</summary>
    public static string? Refusal(NewLane lane) =>
        !lane.Name.IsName ? "name-wrong"
        : !PostWords.IsWord(lane.Category) ? "kind-wrong"
        : lane.Direction is not (Words.In or Words.Out) ? "direction-wrong"
        : lane.Number is < 1 or > 99 ? "lane-number-wrong"
        : lane.Positions is < 1 or > 9 ? "positions-wrong"
        : null;

    /// <summary>Why a station cannot be so; null when it can.</summary>
    public static string? Refusal(NewStation station) =>
        !station.Name.IsName ? "name-wrong"
        : !PostWords.IsWord(station.Kind) ? "kind-wrong"
        : !PostWords.Zones.Contains(station.Zone) ? "zone-wrong"
        : station.Number is < 1 or > 99 ? "station-number-wrong"
        : station.Capacity is < 0 or > 10_000 ? "capacity-wrong"
        : null;
}
