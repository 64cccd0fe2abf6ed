using RedVest.Checkpoints.Custody;
using RedVest.Checkpoints.Posts;
using RedVest.Kernel.Loops;
using RedVest.Kernel.Storage;
using RedVest.Kernel.Sync;
using RedVest.Registry.People;

namespace RedVest.Checkpoints.Freight;

/// <summary>One batch of records of trips, each decided against state that folds the earlier ones.</summary>
internal sealed class TripBatch(WriteTransaction write, OwnerBook book, LoopBatch loops, PeopleBatch people, IReadOnlyList<Trip> known) : IRecordBatch
{
    /// <summary>A lorry may be this late before somebody asks where it is.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    private readonly Dictionary<Guid, Trip> _trips = known.ToDictionary(t => t.Id);
    private readonly HashSet<Guid> _changed = [];
    private readonly List<TripEvent> _events = [];
    private readonly Dictionary<Guid, List<TripCrew>> _crew = [];

    public RecordAnswer Decide(IncomingRecord record)
    {
        var content = (TripContent)record.Content!;
        if (book.Checkpoint(content.Body.Checkpoint) is null)
            return RecordAnswer.Refused("checkpoint-unknown");
        if (record.Kind == TripKinds.Announced && IsPermitElsewhere(record.Subject, content))
            return RecordAnswer.Refused("permit-in-use");

        if (!_trips.TryGetValue(record.Subject, out var trip))
            _trips.Add(record.Subject, trip = new Trip { Owner = write.Owner, Id = record.Subject, Checkpoint = content.Body.Checkpoint });
        _changed.Add(trip.Id);
        var loop = loops.Of(trip.Id, CustodyKinds.Trip);
        Say(trip, record, content);
        Apply(trip, record, content.Body);
        Link(trip, loop, record, content.Body);
        _events.Add(new TripEvent(write.Owner, record.Id, trip.Id, record.Kind, content.Body.Checkpoint, record.Device, record.User, record.Seq, record.Officer,
            record.EventTime, record.Estimated, write.At, content.Sealed));
        return RecordAnswer.Stored;
    }

    public RecordAnswer AnswerAgain(IncomingRecord record) => RecordAnswer.AlreadyStored;

    public ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        people.Write();
        var stored = known.Select(t => t.Id).ToHashSet();
        var changed = _changed.Order().Select(id => _trips[id]).ToList();
        TripsSql.Trips.Write(write, [.. changed.Where(t => !stored.Contains(t.Id))]);
        TripsSql.Trips.Write(write, [.. changed.Where(t => stored.Contains(t.Id))], SetTable<Trip>.OnConflict.Update);
        TripsSql.RemoveCrew(write, _crew.Keys.Where(stored.Contains));
        TripsSql.Crew.Write(write, [.. _crew.Values.SelectMany(c => c)]);
        TripsSql.Events.Write(write, _events);
        loops.Write();
        return ValueTask.CompletedTask;
    }

    /// <summary>One vehicle, one permit, one route: a number that another lorry is under way with cannot be this one's.</summary>
    private bool IsPermitElsewhere(Guid trip, TripContent content) => content.Body.Permit is { Length: > 0 } permit
        && _trips.Values.Any(t => t.Id != trip && t.Permit == permit && t.Plate != content.Plate?.Text && loops.Find(t.Id) is { Row.IsOpen: true });

    /// <summary>What a record says of the lorry and its load. The last word counts; a lorry that nobody announced says it at the post.</summary>
    private void Say(Trip trip, IncomingRecord record, TripContent content)
    {
        var body = content.Body;
        if (record.Kind is not (TripKinds.Announced or TripKinds.Entered) || record.EventTime < trip.SaidAt)
            return;
        trip.SaidAt = record.EventTime;
        trip.Consignor = Said(body.Consignor) ?? trip.Consignor;
        trip.Consignee = Said(body.Consignee) ?? trip.Consignee;
        trip.Goods = Said(body.Goods) ?? trip.Goods;
        trip.Plate = content.Plate?.Text ?? trip.Plate;
        trip.Trailer = content.Trailer?.Text ?? trip.Trailer;
        trip.Permit = Said(body.Permit) ?? trip.Permit;
        trip.FromRegion = Said(body.From) is { Length: 6 } from ? from : trip.FromRegion;
        trip.ToRegion = Said(body.To) is { Length: 6 } to ? to : trip.ToRegion;
        trip.Route = Said(body.Route) ?? trip.Route;
        trip.ExpectedAt = body.ExpectedAt ?? trip.ExpectedAt;
        trip.Hours = body.Hours ?? trip.Hours;
        trip.Unusual |= (content.Plate?.Unusual ?? false) || (content.Trailer?.Unusual ?? false) || (trip.Permit is { } permit && !Permit.IsGood(permit))
            || content.Evidence.Values.Any(e => e.Document.Unusual);
        if (record.Kind == TripKinds.Announced)
        {
            trip.AnnouncedAt = trip.AnnouncedAt is { } first && first < record.EventTime ? first : record.EventTime;
            trip.Checkpoint = body.Checkpoint;
        }

        if (body.Crew is { } crew)
            _crew[trip.Id] = [.. crew.Select(c => Describe(trip, c, content))];
    }

    private TripCrew Describe(Trip trip, CrewSaid said, TripContent content)
    {
        var person = content.Evidence.TryGetValue(said.N, out var evidence) ? people.Resolve(evidence) : null;
        return new TripCrew
        {
            Owner = write.Owner,
            Trip = trip.Id,
            N = said.N,
            Role = said.Role,
            Person = person?.Id,
            Name = Said(said.Name) ?? person?.Name,
            Tail = person?.Tail,
        };
    }

    private static void Apply(Trip trip, IncomingRecord record, TripBody body)
    {
        var at = record.EventTime;
        switch (record.Kind)
        {
            case TripKinds.Entered when trip.EnteredAt is null || at <= trip.EnteredAt:
                (trip.EnteredAt, trip.EntryPassage) = (at, body.Passage ?? trip.EntryPassage);
                break;
            case TripKinds.Sealed when trip.SealedAt is null || at >= trip.SealedAt:
                (trip.SealedAt, trip.Seal, trip.SealPhoto) = (at, body.Seal!.Trim(), body.Photo);
                break;
            case TripKinds.SealChecked:
                trip.Breached |= body.Intact == false;
                if (trip.SealCheckedAt is null || at >= trip.SealCheckedAt)
                    (trip.SealCheckedAt, trip.SealFound) = (at, body.Intact == true ? Trip.Intact : Trip.Broken);
                break;
            case TripKinds.Escorted when trip.EscortAt is null || at >= trip.EscortAt:
                (trip.EscortAt, trip.Escort) = (at, Said(body.Escort));
                break;
            case TripKinds.Exit when trip.ExitAt is null || at >= trip.ExitAt:
                (trip.ExitAt, trip.ExitPassage) = (at, body.Passage ?? trip.ExitPassage);
                break;
        }
    }

    private void Link(Trip trip, LoopFold loop, IncomingRecord record, TripBody body)
    {
        if (record.Kind == TripKinds.Announced)
        {
            loops.Add(loop, record, Steps.Expected, trip.Checkpoint, new LinkSaid(Giver: TripCustodians.Consignor, Taker: Custodians.Post(trip.Checkpoint),
                Reason: TripStages.Announced, Stage: TripStages.Announced, Next: TripStages.NextEnter, DueAt: (trip.ExpectedAt ?? record.EventTime) + Grace));
            return;
        }

        var isIn = record.Kind != TripKinds.Closed && Take(trip, loop, record);
        switch (record.Kind)
        {
            case TripKinds.Escorted when !isIn:
                loops.Add(loop, record, Steps.Taken, trip.Checkpoint, new LinkSaid(Taker: TripCustodians.Escort));
                break;
            case TripKinds.Loading:
                loops.Add(loop, record, Steps.Moved, trip.Checkpoint, new LinkSaid(Stage: TripStages.Loading));
                break;
            case TripKinds.Returning:
                loops.Add(loop, record, Steps.Moved, trip.Checkpoint, new LinkSaid(Stage: TripStages.Returning));
                break;
            case TripKinds.Exit:
                loops.Add(loop, record, Steps.Returned, trip.Checkpoint, new LinkSaid(Taker: TakerOf(record, trip), Stage: TripStages.Exit));
                break;
            case TripKinds.Closed:
                loops.Add(loop, record, Steps.Ended, trip.Checkpoint, new LinkSaid(Reason: body.Reason ?? EndReasons.Closed));
                break;
        }
    }

    /// <summary>Whatever is recorded of a lorry on the spot: it is in, and its clock runs. A late record of one that has left changes nothing.</summary>
    private bool Take(Trip trip, LoopFold loop, IncomingRecord record)
    {
        var isOver = loop.Row.EndedAt <= record.EventTime && loop.Links.Count > 0;
        var nobodyHas = loop.Row.TakenAt is not { } since || since > record.EventTime;
        if (isOver ? record.Kind != TripKinds.Entered : !nobodyHas)
            return false;
        loops.Add(loop, record, Steps.Taken, trip.Checkpoint, new LinkSaid(
            Taker: record.Kind == TripKinds.Escorted ? TripCustodians.Escort : TakerOf(record, trip),
            Stage: TripStages.Entered, Next: TripStages.NextExit, DueAt: record.EventTime.AddHours(trip.Hours)));
        return true;
    }

    private static string TakerOf(IncomingRecord record, Trip trip) =>
        record.Officer is { } officer ? Custodians.Staff(officer) : record.User is { } user ? Custodians.User(user) : Custodians.Post(trip.Checkpoint);

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Where a lorry is in the loop. Overdue is computed from what is due; a breach is a mark beside it.</summary>
internal static class TripStages
{
    public const string Announced = "announced";
    public const string Entered = "entered";
    public const string Loading = "loading";
    public const string Returning = "returning";
    public const string Exit = "exit";

    public const string NextEnter = "enter";
    public const string NextExit = "exit";
}
